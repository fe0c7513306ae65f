using System.Globalization;
using System.Text;
using CsCheck;
using Shoumi.Documents.Inspecting;
using Shoumi.Documents.Isolation;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using UglyToad.PdfPig;
using Xunit;

namespace Shoumi.Documents.Tests.Pdf;

public sealed class PdfLimitsTests(ITestOutputHelper output)
{
    private static readonly ClassificationMark Mark = new(Level.Secret, Term.Years(20));

    private static readonly Dictionary<string, (string Code, Func<byte[]> File)> Broken = new()
    {
        ["没有 startxref"] = ("DOC.MALFORMED", () => Cut(new MadePdf().Bytes(), "startxref")),
        ["startxref 指向别处"] = ("DOC.MALFORMED", () => Replaced(new MadePdf().Bytes(), "startxref\n", "startxref\n1")),
        ["页树成环"] = ("DOC.MALFORMED", () => new MadePdf { Pages = "/Parent 2 0 R", Catalog = "" }.BytesWith("/Kids[3 0 R]", "/Kids[2 0 R]")),
        ["没有页"] = ("DOC.MALFORMED", () => new MadePdf().BytesWith("/Kids[3 0 R]", "/Kids[]     ")),
        ["交叉引用成环"] = ("DOC.MALFORMED", () => new MadePdf { Trailer = "/Prev 00000" }.BytesWithPrev()),
        ["引用成环"] = ("DOC.MALFORMED", () => new MadePdf { Page = "/MediaBox 6 0 R", Others = ["7 0 R", "6 0 R"] }.Bytes()),
        ["图形自己画自己"] = ("DOC.MALFORMED", () => new MadePdf { Content = "/X Do", Page = "/MediaBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>", Others = [MadePdf.Stream("/X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")] }.Bytes()),
        ["图形借页面的资源画自己"] = ("DOC.MALFORMED", () => new MadePdf { Content = "/X Do", Page = "/MediaBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>", Others = [MadePdf.Stream("/X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]")] }.Bytes()),
        ["底纹自己画自己"] = ("DOC.MALFORMED", () => new MadePdf { Content = "/Pattern cs /P scn 0 0 9 9 re f", Page = "/MediaBox[0 0 595 842]/Resources<</Pattern<</P 6 0 R>>>>", Others = [MadePdf.Stream("/Pattern cs /P scn 0 0 9 9 re f", "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<</Pattern<</P 6 0 R>>>>")] }.Bytes()),
        ["数字写法有的程序不认"] = ("DOC.MALFORMED", () => new MadePdf { Content = "BT /F1 1e2 Tf 80 600 Td (x) Tj ET" }.Bytes()),
        ["没有页面大小"] = ("DOC.MALFORMED", () => new MadePdf { Page = "" }.Bytes()),
        ["括号嵌套过深"] = ("DOC.MALFORMED", () => new MadePdf { Catalog = "/X " + new string('[', 100_000) + new string(']', 100_000) }.Bytes()),
        ["XFA 表单"] = ("DOC.FORMAT", () => new MadePdf { Catalog = "/AcroForm<</Fields[]/XFA 6 0 R>>", Others = [MadePdf.Stream("<xdp/>")] }.Bytes()),
        ["加密（空用户口令）"] = ("DOC.ENCRYPTED", () => MadePdf.ByQpdf(new MadePdf().Bytes(), "--encrypt", "", "owner", "256", "--")),
        ["加密（空用户口令，对象流）"] = ("DOC.ENCRYPTED", () => MadePdf.ByQpdf(new MadePdf().Bytes(), "--object-streams=generate", "--encrypt", "", "owner", "256", "--")),
        ["对象过多"] = ("DOC.TOO.LARGE", () => Crowded(Limits.Objects + 1)),
    };

    public static TheoryData<string> Names() => [.. Broken.Keys];

    [Theory(DisplayName = "损坏、加密、对象过多的 PDF 不予加注，说明原因，不卡死、不崩溃")]
    [MemberData(nameof(Names))]
    [Requirement("R8.1.1")]
    public async Task BrokenFilesAreRefused(string name)
    {
        var (code, file) = Broken[name];
        using var client = new WorkerClient(HostileCorpusTests.Tool);
        var answer = await client.DoAsync(new(DocumentOperation.Mark, Mark), file());
        Assert.Equal(code, Assert.IsType<DocumentAnswer.Refused>(answer).Refusal.Code);
    }

    [Fact(DisplayName = "图形的资源列有它自己而不画自己的，照标")]
    [Requirement("R8.1.1")]
    public void AFormThatOnlyNamesItself()
    {
        var form = MadePdf.Stream("0 0 9 9 re f", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>");
        var file = new MadePdf { Content = "/X Do", Page = "/MediaBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>", Others = [form] }.Bytes();
        Assert.IsType<DocumentAnswer.Marked>(DocumentWork.Do(new(DocumentOperation.Mark, Mark), file));
    }

    [Fact(DisplayName = "十万个对象的 PDF 在规定的时间和内存内标上；再多的说明上限")]
    [Requirement("R8.1.1")]
    public async Task ManyObjects()
    {
        using var client = new WorkerClient(HostileCorpusTests.Tool);
        var answer = await client.DoAsync(new(DocumentOperation.Mark, Mark), Crowded(Limits.Objects - 5));
        Assert.True(answer is DocumentAnswer.Marked, $"{answer}");
        var refusal = DocumentInspector.Inspect(Crowded(Limits.Objects + 1)).Defect!;
        Assert.Contains("100000", refusal.Text(english: false), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "随机排满文字的页面：标志不压住任何一个字，放不下的不硬标")]
    [Requirement("R8.1.1")]
    public void NeverOverALetter()
    {
        var (marked, refused) = (0, 0);
        var word = Gen.Select(Gen.Int[0, 560], Gen.Int[0, 830], Gen.Int[6, 40], Gen.Int[1, 12]);
        var page = Gen.Select(word.Array[1, 60], Gen.Int[0, 3].Select(i => i * 90), Gen.Int[-50, 50]);
        page.Sample(
            (words, turn, shift) =>
            {
                var content = string.Join('\n', words.Select(w => MadePdf.Text(w.Item1, w.Item2, new string('X', w.Item4), w.Item3)));
                var box = string.Create(CultureInfo.InvariantCulture, $"[{shift} {shift} {595 + shift} {842 + shift}]");
                var file = new MadePdf { Content = content, Page = $"/MediaBox{box}/Rotate {turn}/Resources<</Font<</F1 5 0 R>>>>" }.Bytes();
                var answer = DocumentWork.Do(new(DocumentOperation.Mark, Mark), file);
                if (answer is DocumentAnswer.Refused { Refusal.Code: "DOC.PLACE" })
                {
                    refused++;
                    return;
                }

                marked++;
                AssertApart(Assert.IsType<DocumentAnswer.Marked>(answer).File);
            },
            iter: 150,
            threads: 1,
            writeLine: output.WriteLine);
        output.WriteLine($"{marked} marked, {refused} without room");
        Assert.True(marked > 20);
    }

    private static void AssertApart(byte[] file)
    {
        using var document = PdfDocument.Open(file);
        var letters = document.GetPage(1).Letters;
        var (mark, others) = (letters.Where(l => l.Value[0] is not 'X').ToList(), letters.Where(l => l.Value[0] == 'X').ToList());
        Assert.Equal(Mark.ToString(), string.Concat(mark.Select(l => l.Value)));
        foreach (var (ours, theirs) in mark.SelectMany(_ => others, (m, o) => (m.BoundingBox, o.BoundingBox)))
        {
            Assert.False(ours.Left < theirs.Right && theirs.Left < ours.Right && ours.Bottom < theirs.Top && theirs.Bottom < ours.Top, "the mark overlaps a letter");
        }
    }

    /// <summary>A PDF with that many small objects.</summary>
    private static byte[] Crowded(int objects) => new MadePdf { Others = [.. Enumerable.Repeat("null", objects - 5)] }.Bytes();

    private static byte[] Cut(byte[] file, string from) => file[..Encoding.Latin1.GetString(file).LastIndexOf(from, StringComparison.Ordinal)];

    private static byte[] Replaced(byte[] file, string old, string now) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(file).Replace(old, now, StringComparison.Ordinal));
}

internal static class Damage
{
    public static byte[] BytesWith(this MadePdf made, string old, string now) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(made.Bytes()).Replace(old, now, StringComparison.Ordinal));

    /// <summary>The cross-reference says that it follows itself.</summary>
    public static byte[] BytesWithPrev(this MadePdf made)
    {
        var text = Encoding.Latin1.GetString(made.Bytes());
        var start = int.Parse(text[(text.LastIndexOf("startxref", StringComparison.Ordinal) + 9)..].Trim().Split('\n')[0], CultureInfo.InvariantCulture);
        return Encoding.Latin1.GetBytes(text.Replace("/Prev 00000", string.Create(CultureInfo.InvariantCulture, $"/Prev {start:00000}"), StringComparison.Ordinal));
    }
}
