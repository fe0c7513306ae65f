using System.IO.Compression;
using System.Xml.Linq;

namespace Shoumi.Server.Tests.Running;

/// <summary>An exported workbook, as a stranger reads it.</summary>
public static class Workbooks
{
    /// <summary>What stands in the row of that number, empty cells left out.</summary>
    public static IReadOnlyList<string> Row(byte[] workbook, string number) => Rows(workbook).Single(cells => cells[0] == number);

    /// <summary>Every row that is not empty, empty cells left out.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook), ZipArchiveMode.Read);
        using var sheet = zip.Entries.Single(e => e.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal)).Open();
        return [.. XDocument.Load(sheet).Descendants().Where(e => e.Name.LocalName == "row")
            .Select(r => r.Elements().Select(c => c.Value).Where(v => v.Length > 0).ToList())
            .Where(cells => cells.Count > 0)];
    }
}
