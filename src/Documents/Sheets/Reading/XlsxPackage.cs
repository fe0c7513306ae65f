using System.IO.Compression;
using System.Xml;
using Shoumi.Documents.Inspecting;

namespace Shoumi.Documents.Sheets.Reading;

/// <summary>The parts of a workbook package, read as streams of XML. Whatever a part's header says, no more of it is unpacked than a ledger can need.</summary>
internal sealed class XlsxPackage : IDisposable
{
    private const string Workbook = "xl/workbook.xml";
    private readonly ZipArchive zip;

    public XlsxPackage(byte[] file)
    {
        zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        // What packs so well holds nothing but repetition: a bomb, or a sheet that somebody filled down to the last row.
        if (zip.Entries.Any(e => e.Length > SheetLimits.SmallPart && e.Length / Math.Max(1, e.CompressedLength) > SheetLimits.Ratio))
        {
            throw new DocumentRefusedException("DOC.SHEET.TOO.LARGE", "zip");
        }

        Main = Targets("_rels/.rels", "").Where(t => t.Kind == "officeDocument").Select(t => t.Path).FirstOrDefault() ?? Workbook;
        if (!Main.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
        {
            throw new DocumentRefusedException("DOC.SHEET.FORMAT", Path.GetExtension(Main));
        }
    }

    /// <summary>Name of the part with the list of sheets.</summary>
    public string Main { get; }

    public void Dispose() => zip.Dispose();

    /// <summary>What the main part points to: kind, id and name of the part.</summary>
    public IReadOnlyList<(string Kind, string Id, string Path)> Related()
    {
        var at = Main.LastIndexOf('/') + 1;
        return Targets($"{Main[..at]}_rels/{Main[at..]}.rels", Main[..at]);
    }

    /// <summary>Goes through a part. Nothing happens where there is none of that name.</summary>
    public void Read(string name, Action<XmlReader> read)
    {
        if (zip.Entries.FirstOrDefault(e => string.Equals(e.FullName, name, StringComparison.OrdinalIgnoreCase)) is not { } entry)
        {
            return;
        }

        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = SheetLimits.Part, IgnoreComments = true, IgnoreProcessingInstructions = true };
        try
        {
            using var stream = new CappedStream(entry.Open(), SheetLimits.Part);
            using var reader = XmlReader.Create(stream, settings);
            read(reader);
        }
        catch (XmlException)
        {
            throw new DocumentRefusedException("DOC.SHEET.MALFORMED", entry.FullName);
        }
    }

    private List<(string Kind, string Id, string Path)> Targets(string part, string folder)
    {
        var found = new List<(string, string, string)>();
        Read(part, x =>
        {
            while (x.Read() && found.Count < Limits.Parts)
            {
                if (x is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && x.GetAttribute("TargetMode") != "External" && x.GetAttribute("Target") is { Length: > 0 } target)
                {
                    var kind = x.GetAttribute("Type") ?? "";
                    found.Add((kind[(kind.LastIndexOf('/') + 1)..], x.GetAttribute("Id") ?? "", target.StartsWith('/') ? target[1..] : Joined(folder, target)));
                }
            }
        });
        return found;
    }

    private static string Joined(string folder, string target)
    {
        var parts = new List<string>();
        foreach (var part in (folder + target).Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not (".." or "." or ""))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
