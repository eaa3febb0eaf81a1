#!/usr/bin/env python3
"""sums.py PROGRAM [BODIES] [--xlsx]    time and memory of `sum` over generated bodies (3,000 by default), in a folder that is removed
afterwards. Of a correct report only names and a few figures are varied; every figure that is varied keeps its identities."""
import os, resource, subprocess, sys, tempfile, time

program = os.path.abspath(sys.argv[1])
bodies = int(next((word for word in sys.argv[2:] if word.isdigit()), 3000))
here = os.path.dirname(os.path.abspath(__file__))
report = open(os.path.join(here, "../sum/水利局.yaml"), encoding="utf-8").read()
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.mkdir("报送")
    with open("名册.yaml", "w", encoding="utf-8") as roster:
        roster.write("机关: 安平县人民政府\n年度: 2025\n成员:\n")
        for n in range(bodies):
            name = f"安平县第{n}局"
            own = report.replace("安平县水利局", name).replace("行政许可: 120", f"行政许可: {n + 1}")
            with open(f"报送/{n}.yaml", "w", encoding="utf-8") as file:
                file.write(own)
            roster.write(f"  - {{机关: {name}, 文件: 报送/{n}.yaml}}\n")
    command = [program, "sum", "名册.yaml", "-o", "全县.yaml"] + (["--xlsx", "汇总表.xlsx"] if "--xlsx" in sys.argv else [])
    for run in range(3 if bodies <= 5000 else 1):
        start = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        print(f"{bodies} bodies: {time.monotonic() - start:.2f} s")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10} MiB")
    if "--xlsx" in sys.argv:
        print(f"workbook: {os.path.getsize('汇总表.xlsx') >> 10} KiB")
