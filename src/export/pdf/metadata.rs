//! What the file says about itself: XMP (ISO 16684-1; the identifiers of ISO 19005-2 6.6.4 and ISO 14289-1 5), the
//! same in the old information dictionary, and the colour space that its black is meant in.

use super::file::File;
use crate::document::{Date, Meta};
use pdf_writer::{Name, Ref, TextStr};

/// sRGB in 736 bytes: public domain (CC0), from Clinton Ingram's Compact-ICC-Profiles.
const SRGB: &[u8] = include_bytes!("srgb.icc");

const PRODUCER: &str = concat!("nianbao ", env!("CARGO_PKG_VERSION"));

/// Writes the XMP packet, uncompressed so that archives find it by searching. PDF/A knows its own identifier; that of
/// PDF/UA must be described in the packet (ISO 19005-2 6.6.2.3.2).
pub(super) fn xmp(file: &mut File, meta: &Meta) -> Ref {
    let date = iso(meta.date);
    let (title, author, subject) = (escaped(&meta.title), escaped(&meta.author), escaped(&meta.subject));
    let packet = format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"#,
        bom = '\u{FEFF}',
    );
    let id = file.bump();
    file.stream(id, packet.as_bytes(), |stream| {
        stream.pair(Name(b"Type"), Name(b"Metadata")).pair(Name(b"Subtype"), Name(b"XML"));
    });
    id
}

/// Writes the information dictionary, which says nothing that XMP does not say.
pub(super) fn info(file: &mut File, meta: &Meta) -> Ref {
    let id = file.bump();
    let Date { year, month, day } = meta.date;
    let date = pdf_writer::Date::new(year).month(month).day(day).hour(0).minute(0).second(0);
    let date = date.utc_offset_hour(8).utc_offset_minute(0);
    let mut object = file.object().indirect(id).start::<pdf_writer::writers::DocumentInfo>();
    object.title(TextStr(&meta.title)).author(TextStr(&meta.author)).subject(TextStr(&meta.subject));
    object.creator(TextStr(PRODUCER)).producer(TextStr(PRODUCER)).creation_date(date).modified_date(date);
    id
}

/// Writes the profile of the output intent.
pub(super) fn profile(file: &mut File) -> Ref {
    let id = file.bump();
    file.stream(id, SRGB, |stream| {
        stream.pair(Name(b"N"), 3);
    });
    id
}

/// Midnight in Beijing.
fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00+08:00", date.year, date.month, date.day)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
