//! Small PDF documents written by hand, for tests.

use std::io::Write as _;

/// A document whose sheets hold these operations, as plain text.
pub(crate) fn pdf(sheets: &[&str]) -> Vec<u8> {
    written(sheets, false)
}

/// The same with compressed streams.
pub(crate) fn pdf_packed(sheets: &[&str]) -> Vec<u8> {
    written(sheets, true)
}

fn written(sheets: &[&str], packed: bool) -> Vec<u8> {
    let kids: Vec<String> = (0..sheets.len()).map(|n| format!("{} 0 R", 4 + 2 * n)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), sheets.len())
            .into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_vec(),
    ];
    for (n, sheet) in sheets.iter().enumerate() {
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
                 /Resources << /Font << /F1 3 0 R >> >> >>",
                5 + 2 * n
            )
            .into_bytes(),
        );
        let (body, filter) = if packed {
            let mut encoder =
                flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(sheet.as_bytes()).unwrap();
            (encoder.finish().unwrap(), " /Filter /FlateDecode")
        } else {
            (sheet.as_bytes().to_vec(), "")
        };
        let mut stream = format!("<< /Length {}{filter} >>\nstream\n", body.len()).into_bytes();
        stream.extend(body);
        stream.extend(b"\nendstream");
        objects.push(stream);
    }
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", n + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(
        format!(
            "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
            objects.len() + 1
        )
        .bytes(),
    );
    out
}
