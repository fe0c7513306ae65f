using System.Diagnostics;
using System.Globalization;
using System.Text;
using Shoumi.Documents.Printing;
using SkiaSharp;

namespace Shoumi.Documents.Tests.Pdf;

/// <summary>How a made PDF keeps its cross-reference.</summary>
internal enum Keeping
{
    Table = 1,
    Stream = 2,
    ObjectStreams = 3,
    Hybrid = 4,
}

/// <summary>A PDF written by hand, so that each test says what is odd about it. Objects: 1 catalogue, 2 pages, 3 page, 4 content, 5 font, then the others.</summary>
internal sealed class MadePdf
{
    public Keeping Keeping { get; init; } = Keeping.Table;

    public string Content { get; init; } = Text(80, 600, "The quick brown fox");

    /// <summary>Further entries of the page.</summary>
    public string Page { get; init; } = "/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>";

    /// <summary>Further entries of the tree of pages.</summary>
    public string Pages { get; init; } = "";

    public string Catalog { get; init; } = "";

    public string Contents { get; init; } = "4 0 R";

    public string Trailer { get; init; } = "";

    /// <summary>The size stated, where it is not the true one.</summary>
    public int? Size { get; init; }

    public IReadOnlyList<string> Others { get; init; } = [];

    public static string Text(int x, int y, string text, int size = 12) => $"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET";

    /// <summary>A page with Chinese text, as another program makes it.</summary>
    public static byte[] Written(params (string Text, float X, float Y, float Size)[] texts)
    {
        var made = new MemoryStream();
        using (var document = SKDocument.CreatePdf(made))
        using (var lettering = new Lettering())
        {
            var canvas = document.BeginPage(595, 842);
            foreach (var (text, x, y, size) in texts)
            {
                lettering.Write(canvas, new Piece(text, new Look(Face.Song, size)), x, y);
            }

            document.EndPage();
        }

        return made.ToArray();
    }

    /// <summary>What qpdf makes of a PDF.</summary>
    public static byte[] ByQpdf(byte[] file, params string[] options)
    {
        var (from, to) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            File.WriteAllBytes(from, file);
            using var qpdf = Process.Start(new ProcessStartInfo("qpdf", [.. options, from, to]) { RedirectStandardError = true })!;
            qpdf.StandardError.ReadToEnd();
            qpdf.WaitForExit();
            return File.ReadAllBytes(to);
        }
        finally
        {
            File.Delete(from);
            File.Delete(to);
        }
    }

    public byte[] Bytes()
    {
        List<string> objects =
        [
            $"<</Type/Catalog/Pages 2 0 R{Catalog}>>",
            $"<</Type/Pages/Kids[3 0 R]/Count 1{Pages}>>",
            $"<</Type/Page/Parent 2 0 R{(Contents.Length > 0 ? "/Contents " + Contents : "")}{Page}>>",
            Stream(Content),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            .. Others,
        ];
        var file = new MemoryStream();
        Write(file, "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        return Keeping switch
        {
            Keeping.Table => WithTable(file, objects),
            Keeping.Stream => WithStream(file, objects, []),
            Keeping.ObjectStreams => WithStream(file, objects, [1, 2, 3, 5]),
            Keeping.Hybrid => WithBoth(file, objects),
        };
    }

    public static string Stream(string content, string entries = "") => $"<</Length {content.Length}{entries}>>\nstream\n{content}\nendstream";

    private byte[] WithTable(MemoryStream file, List<string> objects)
    {
        var offsets = objects.Select((o, i) => Put(file, i + 1, o)).ToList();
        var start = file.Position;
        Write(file, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n{string.Concat(offsets.Select(Entry))}");
        return End(file, $"trailer\n<</Size {Size ?? (objects.Count + 1)}/Root 1 0 R{Trailer}>>\n", start);
    }

    private byte[] WithStream(MemoryStream file, List<string> objects, int[] packed)
    {
        var places = new SortedDictionary<int, (int Type, long Second, int Third)> { [0] = (0, 0, 255) };
        for (var i = 0; i < objects.Count; i++)
        {
            if (!packed.Contains(i + 1))
            {
                places[i + 1] = (1, Put(file, i + 1, objects[i]), 0);
            }
        }

        var number = objects.Count + 1;
        if (packed.Length > 0)
        {
            places[number] = (1, Put(file, number, Packed(objects, packed)), 0);
            foreach (var (n, index) in packed.Select((n, i) => (n, i)))
            {
                places[n] = (2, number, index);
            }

            number++;
        }

        var start = file.Position;
        places[number] = (1, start, 0);
        Put(file, number, Reference(places, 0, $"/Size {Size ?? (number + 1)}/Root 1 0 R{Trailer}"));
        return End(file, "", start);
    }

    /// <summary>The page and its font are known only to the stream beside the table.</summary>
    private byte[] WithBoth(MemoryStream file, List<string> objects)
    {
        int[] packed = [3, 5];
        var offsets = objects.Select((o, i) => packed.Contains(i + 1) ? 0 : Put(file, i + 1, o)).ToList();
        var holder = objects.Count + 1;
        var places = new SortedDictionary<int, (int Type, long Second, int Third)> { [holder] = (1, Put(file, holder, Packed(objects, packed)), 0), [3] = (2, holder, 0), [5] = (2, holder, 1) };
        var beside = file.Position;
        Put(file, holder + 1, Stream(Entries(places.Values), $"/Type/XRef/W[1 4 2]/Index[3 1 5 1 {holder} 1]/Size {holder + 2}/Root 1 0 R"));
        var start = file.Position;
        Write(file, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n{string.Concat(offsets.Select(o => o == 0 ? "0000000000 65535 f \n" : Entry(o)))}");
        return End(file, $"trailer\n<</Size {holder + 2}/Root 1 0 R/XRefStm {beside}{Trailer}>>\n", start);
    }

    private static string Packed(List<string> objects, int[] packed)
    {
        var (head, body) = (new StringBuilder(), new StringBuilder());
        foreach (var n in packed)
        {
            head.Append(CultureInfo.InvariantCulture, $"{n} {body.Length} ");
            body.Append(objects[n - 1]).Append(' ');
        }

        return Stream($"{head}{body}", $"/Type/ObjStm/N {packed.Length}/First {head.Length}");
    }

    private static string Reference(SortedDictionary<int, (int Type, long Second, int Third)> places, int first, string entries) =>
        Stream(Entries(places.Values), $"/Type/XRef/W[1 4 2]/Index[{first} {places.Count}]{entries}");

    private static string Entries(IEnumerable<(int Type, long Second, int Third)> places) => string.Concat(places.Select(p =>
        $"{(char)p.Type}{(char)((p.Second >> 24) & 255)}{(char)((p.Second >> 16) & 255)}{(char)((p.Second >> 8) & 255)}{(char)(p.Second & 255)}{(char)((p.Third >> 8) & 255)}{(char)(p.Third & 255)}"));

    private static string Entry(long offset) => string.Create(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");

    private static byte[] End(MemoryStream file, string trailer, long start)
    {
        Write(file, $"{trailer}startxref\n{start}\n%%EOF\n");
        return file.ToArray();
    }

    private static long Put(MemoryStream file, int number, string value)
    {
        var at = file.Position;
        Write(file, $"{number} 0 obj\n{value}\nendobj\n");
        return at;
    }

    private static void Write(MemoryStream file, string text) => file.Write(Encoding.Latin1.GetBytes(text));
}
