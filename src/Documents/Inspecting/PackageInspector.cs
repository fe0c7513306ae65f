using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Shoumi.Documents.Inspecting;

/// <summary>Tells zip packages apart – Office, OFD, ODF, plain archives – and refuses bombs, names that climb out and parts that are not well formed.</summary>
internal static class PackageInspector
{
    public static Inspection Inspect(byte[] file)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            return JudgeShape(zip) is { } defect ? new(FileKind.Zip, Defect: defect) : Tell(zip);
        }
        catch (InvalidDataException)
        {
            return new(FileKind.Zip, Defect: new("DOC.MALFORMED", "zip"));
        }
    }

    private static DocumentRefusal? JudgeShape(ZipArchive zip)
    {
        if (zip.Entries.Count > Limits.Parts || zip.Entries.Sum(e => Math.Max(0, e.Length)) > Limits.Unpacked)
        {
            return new("DOC.TOO.LARGE", "zip");
        }

        var climbs = zip.Entries.Any(e => e.FullName.StartsWith('/') || e.FullName.Contains('\\', StringComparison.Ordinal) || e.FullName.Contains('\0', StringComparison.Ordinal)
            || e.FullName.Split('/').Contains("..") || e.FullName is [_, ':', ..]);
        return climbs ? new("DOC.MALFORMED", "zip slip") : null;
    }

    private static Inspection Tell(ZipArchive zip)
    {
        var names = zip.Entries.Select(e => e.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (zip.Entries.Any(e => e.IsEncrypted))
        {
            return new(FileKind.Zip, Encrypted: true);
        }

        if (Entry(zip, "[Content_Types].xml") is { } types)
        {
            return names.Count < zip.Entries.Count ? new(FileKind.OtherPackage, Defect: new("DOC.MALFORMED", "zip")) : TellOffice(zip, types);
        }

        if (Entry(zip, "OFD.xml") is { } ofd)
        {
            return new(FileKind.Ofd, Encrypted: names.Contains("Encryptions.xml"), Signed: names.Any(n => n.EndsWith("Signatures.xml", StringComparison.OrdinalIgnoreCase)), Defect: Read(ofd, _ => { }));
        }

        var type = Entry(zip, "mimetype") is { } mime ? Encoding.ASCII.GetString(Unpack(mime)).Trim() : "";
        var encrypted = false;
        var defect = Entry(zip, "META-INF/manifest.xml") is { } manifest && type.Contains("opendocument", StringComparison.Ordinal)
            ? Read(manifest, x => encrypted |= x.LocalName is "encryption-data" or "encrypted-key", allowDoctype: true)
            : null;
        return type switch
        {
            "application/epub+zip" => new(FileKind.Epub),
            _ when type.Contains("opendocument", StringComparison.Ordinal) => new(FileKind.Odf, encrypted, names.Contains("META-INF/documentsignatures.xml"), Defect: defect),
            _ => new(FileKind.Zip),
        };
    }

    private static Inspection TellOffice(ZipArchive zip, ZipArchiveEntry types)
    {
        var kind = FileKind.OtherPackage;
        var defect = Read(types, x =>
        {
            var content = x.GetAttribute("ContentType") ?? "";
            kind = kind is not FileKind.OtherPackage || !content.Contains(".main+xml", StringComparison.OrdinalIgnoreCase) && !content.Contains("sheet.binary.macroEnabled.main", StringComparison.OrdinalIgnoreCase) ? kind
                : content.Contains("word", StringComparison.OrdinalIgnoreCase) ? FileKind.Docx
                : content.Contains("sheet", StringComparison.OrdinalIgnoreCase) || content.Contains("excel", StringComparison.OrdinalIgnoreCase) ? FileKind.Xlsx
                : content.Contains("presentation", StringComparison.OrdinalIgnoreCase) || content.Contains("powerpoint", StringComparison.OrdinalIgnoreCase) || content.Contains("slideshow", StringComparison.OrdinalIgnoreCase) ? FileKind.Pptx
                : kind;
        });
        defect ??= Entry(zip, "_rels/.rels") is { } rels ? Read(rels, _ => { }) : new("DOC.MALFORMED", "_rels/.rels");
        var signed = zip.Entries.Any(e => e.FullName.StartsWith("_xmlsignatures/", StringComparison.OrdinalIgnoreCase));
        var macros = zip.Entries.Any(e => e.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase));
        var (protection, tracked) = ("", false);
        if (defect is null && kind == FileKind.Docx)
        {
            (protection, tracked, defect) = WordParts(zip);
        }

        return new(kind, Signed: signed, Tracked: tracked, Macros: macros, Protection: protection, Defect: defect);
    }

    /// <summary>Every XML part but the custom ones is read once, so that what is marked is well formed throughout.</summary>
    private static (string Protection, bool Tracked, DocumentRefusal? Defect) WordParts(ZipArchive zip)
    {
        var (protection, tracked) = ("", false);
        foreach (var part in zip.Entries.Where(e => e.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && !e.FullName.StartsWith("customXml/", StringComparison.OrdinalIgnoreCase)))
        {
            var defect = Read(part, x =>
            {
                string? Of(string name) => x.GetAttribute(name, x.NamespaceURI);
                tracked |= TracksText(x);
                protection = x.LocalName switch
                {
                    "documentProtection" when Of("enforcement") is "1" or "true" or "on" => Of("edit") ?? "readOnly",
                    "writeProtection" when Of("hash") is not null || Of("hashValue") is not null => "password to modify",
                    _ => protection,
                };
            });
            if (defect is not null)
            {
                return (protection, tracked, defect);
            }
        }

        return (protection, tracked, null);
    }

    /// <summary>A change of text in whatever part: body, headers, notes, comments. A mere change of looks hides no text and does not count.</summary>
    private static bool TracksText(XmlReader x) =>
        x.LocalName is "ins" or "del" or "moveFrom" or "moveTo" or "delText" or "delInstrText" or "cellIns" or "cellDel" or "cellMerge" or "customXmlInsRangeStart" or "customXmlDelRangeStart"
        && x.NamespaceURI.Contains("wordprocessingml", StringComparison.Ordinal);

    private static DocumentRefusal? Read(ZipArchiveEntry entry, Action<XmlReader> element, bool allowDoctype = false)
    {
        var settings = new XmlReaderSettings { DtdProcessing = allowDoctype ? DtdProcessing.Ignore : DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Limits.Part };
        try
        {
            using var stream = new CappedStream(entry.Open(), Limits.Part);
            using var reader = XmlReader.Create(stream, settings);
            while (reader.Read())
            {
                if (reader.Depth > Limits.Depth)
                {
                    return new("DOC.MALFORMED", entry.FullName);
                }

                if (reader.NodeType == XmlNodeType.Element)
                {
                    element(reader);
                }
            }

            return null;
        }
        catch (XmlException)
        {
            return new("DOC.MALFORMED", entry.FullName);
        }
    }

    private static byte[] Unpack(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var buffer = new byte[256];
        return buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
    }

    private static ZipArchiveEntry? Entry(ZipArchive zip, string name) =>
        zip.Entries.FirstOrDefault(e => string.Equals(e.FullName, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Stops reading where a part turns out larger than allowed, whatever its header said.</summary>
internal sealed class CappedStream(Stream inner, long most) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        _read += read;
        return _read <= most ? read : throw new DocumentRefusedException("DOC.TOO.LARGE", "zip");
    }

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
