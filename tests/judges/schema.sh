#!/bin/bash
# schema.sh SCHEMA FILE ...    validates JSON or YAML files against a JSON Schema with Python's jsonschema (PyPI); SCHEMA is a file,
# or `sarif` for the schema of SARIF 2.1.0 (it ships inside npm @microsoft/jest-sarif). Exit 1 where a file is not valid.
set -euo pipefail
cache=${JUDGES_CACHE:-$HOME/.cache/judges}/schema; mkdir -p "$cache"
[ -x "$cache/venv/bin/jsonschema" ] || { python3 -m venv "$cache/venv"; "$cache/venv/bin/pip" install -q jsonschema==4.25.1 PyYAML==6.0.3; }
schema=$1; shift
if [ "$schema" = sarif ]; then
  schema=$cache/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json
  [ -e "$schema" ] || (cd "$cache" && npm install --silent --ignore-scripts --no-audit --no-fund --legacy-peer-deps @microsoft/jest-sarif@1.0.0-beta.0 >/dev/null)
fi
"$cache/venv/bin/python" - "$schema" "$@" <<'P'
import json, sys, yaml, jsonschema
schema = json.load(open(sys.argv[1], encoding='utf-8'))
check = jsonschema.validators.validator_for(schema); check.check_schema(schema)
bad = 0
for name in sys.argv[2:]:
    # BaseLoader would turn numbers into text; dates must stay text, as an editor sees them.
    class Loader(yaml.SafeLoader): pass
    Loader.yaml_implicit_resolvers = {k: [r for r in v if r[0] != 'tag:yaml.org,2002:timestamp'] for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    errors = list(check(schema).iter_errors(yaml.load(open(name, encoding='utf-8'), Loader)))
    print(name, 'errors', len(errors))
    for e in errors[:20]: print('  ', '/'.join(map(str, e.absolute_path)), e.message[:200])
    bad |= bool(errors)
sys.exit(bad)
P
