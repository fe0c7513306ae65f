using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace Shoumi.Documents.Docx;

/// <summary>
/// A DOCX as a package of parts, held in memory only. Parts are found through their relationships, never by their usual names.
/// Saving replaces the changed parts and copies every other one as it is, compressed bytes and all.
/// </summary>
internal sealed class DocxPackage
{
    private const string ContentTypes = "[Content_Types].xml";
    private const string StylesType = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml";

    // Zip cannot express anything earlier; a fixed time keeps the output the same for the same input.
    private static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly byte[] _file;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;
    private readonly Dictionary<string, byte[]> _changed = new(StringComparer.OrdinalIgnoreCase);

    private DocxPackage(byte[] file)
    {
        _file = file;
        var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        _entries = zip.Entries.DistinctBy(e => e.FullName, StringComparer.OrdinalIgnoreCase).ToDictionary(e => e.FullName, StringComparer.OrdinalIgnoreCase);
        var main = Targets("", "officeDocument").FirstOrDefault() ?? throw new DocumentRefusedException("DOC.MALFORMED", "_rels/.rels");
        Document = Part(main);
        Styles = Targets(main, "styles").FirstOrDefault() is { } styles && Has(styles) ? Part(styles) : null;
        Settings = Targets(main, "settings").FirstOrDefault() is { } settings && Has(settings) ? Part(settings) : null;
    }

    /// <summary>The main document.</summary>
    public XmlText Document { get; private set; }

    /// <summary>The styles; null where the document has none.</summary>
    public XmlText? Styles { get; }

    /// <summary>The settings; null where the document has none.</summary>
    public XmlText? Settings { get; }

    /// <summary>Opens a file that inspection has found to be a DOCX.</summary>
    public static DocxPackage Open(byte[] file)
    {
        try
        {
            return new(file);
        }
        catch (InvalidDataException)
        {
            throw new DocumentRefusedException("DOC.MALFORMED", "zip");
        }
    }

    /// <summary>The part that a relationship of the main document leads to; null where there is none.</summary>
    public XmlText? Related(string relationshipId) =>
        Relationships(Document.Name).FirstOrDefault(r => (string?)r.Attribute("Id") == relationshipId) is { } r && Has(Resolve(Document.Name, r)) ? Part(Resolve(Document.Name, r)) : null;

    /// <summary>The headers and footers of all sections and pages.</summary>
    public IEnumerable<XmlText> HeadersAndFooters => Targets(Document.Name, "header").Concat(Targets(Document.Name, "footer")).Where(Has).Distinct(StringComparer.OrdinalIgnoreCase).Select(Part);

    /// <summary>Replaces the main document.</summary>
    public void ChangeDocument(string text)
    {
        Document = Document.With(text);
        _changed[Document.Name] = Document.ToBytes();
    }

    /// <summary>Replaces the styles.</summary>
    public void ChangeStyles(XmlText styles) => _changed[styles.Name] = styles.ToBytes();

    /// <summary>Adds a styles part with its relationship and content type.</summary>
    public void AddStyles(string xml)
    {
        var folder = Document.Name[..(Document.Name.LastIndexOf('/') + 1)];
        var name = Enumerable.Range(0, int.MaxValue).Select(n => $"{folder}styles{(n == 0 ? "" : n)}.xml").First(n => !Has(n));
        _changed[name] = Encoding.UTF8.GetBytes(xml);
        var types = Part(ContentTypes);
        _changed[types.Name] = Append(types, "Override", $"PartName=\"/{name}\" ContentType=\"{StylesType}\"");
        var relationships = RelationshipsOf(Document.Name);
        var strict = Document.Root.Name.NamespaceName.Contains("purl.oclc.org", StringComparison.Ordinal);
        var type = strict ? "http://purl.oclc.org/ooxml/officeDocument/relationships/styles" : "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles";
        var attributes = $"Id=\"rIdShoumiMark\" Type=\"{type}\" Target=\"{name[folder.Length..]}\"";
        const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
        _changed[relationships] = Has(relationships)
            ? Append(Part(relationships), "Relationship", attributes)
            : Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{Package}\"><Relationship {attributes}/></Relationships>");
    }

    /// <summary>The file with its changes; the given array is never written to. Nothing changed: the same bytes.</summary>
    public byte[] Save()
    {
        if (_changed.All(c => _entries.TryGetValue(c.Key, out var old) && Unpack(old).AsSpan().SequenceEqual(c.Value)))
        {
            return [.. _file];
        }

        var output = new MemoryStream();
        output.Write(_file);
        using (var zip = new ZipArchive(output, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var (name, bytes) in _changed.OrderBy(c => c.Key, StringComparer.Ordinal))
            {
                var entry = zip.Entries.FirstOrDefault(e => string.Equals(e.FullName, name, StringComparison.OrdinalIgnoreCase)) ?? zip.CreateEntry(name);
                using (var stream = entry.Open())
                {
                    stream.SetLength(0);
                    stream.Write(bytes);
                }

                entry.LastWriteTime = FixedTime;
            }
        }

        return output.ToArray();
    }

    private static byte[] Unpack(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > Limits.Part)
            {
                throw new DocumentRefusedException("DOC.TOO.LARGE", entry.FullName);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Append(XmlText part, string element, string attributes)
    {
        // A namespace of its own, because the part may use a prefix.
        return part.With(part.WithLast(part.Root, $"<{element} xmlns=\"{part.Root.Name.NamespaceName}\" {attributes}/>")).ToBytes();
    }

    private static string RelationshipsOf(string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        return $"{part[..slash]}_rels/{part[slash..]}.rels";
    }

    private static string Resolve(string from, XElement relationship)
    {
        var target = Uri.UnescapeDataString((string?)relationship.Attribute("Target") ?? "");
        var segments = target.StartsWith('/') ? [] : from.Split('/')[..^1].ToList();
        foreach (var segment in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == ".." && segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment != ".")
            {
                segments.Add(segment);
            }
        }

        return string.Join('/', segments);
    }

    private bool Has(string name) => _entries.ContainsKey(name);

    private XmlText Part(string name) => _entries.TryGetValue(name, out var entry)
        ? XmlText.Read(entry.FullName, Unpack(entry))
        : throw new DocumentRefusedException("DOC.MALFORMED", name);

    private IEnumerable<XElement> Relationships(string part) =>
        Has(RelationshipsOf(part)) ? Part(RelationshipsOf(part)).Root.Elements().Where(e => e.Name.LocalName == "Relationship") : [];

    private IEnumerable<string> Targets(string part, string type) => Relationships(part)
        .Where(r => ((string?)r.Attribute("Type"))?.EndsWith("/relationships/" + type, StringComparison.Ordinal) == true && (string?)r.Attribute("TargetMode") != "External")
        .Select(r => Resolve(part, r));
}
