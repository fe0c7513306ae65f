using System.Text;
using Shoumi.Documents.Reading;
using Shoumi.Documents.Tests.Printing;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;

namespace Shoumi.Documents.Tests.Pdf;

public sealed class PdfMarkingTests
{
    private const string Written = "机密★20年";

    private static readonly ClassificationMark Mark = new(Level.Secret, Term.Years(20));

    private static readonly Dictionary<string, Func<byte[]>> Structures = new()
    {
        ["交叉引用表"] = () => new MadePdf().Bytes(),
        ["交叉引用流"] = () => new MadePdf { Keeping = Keeping.Stream }.Bytes(),
        ["对象流"] = () => new MadePdf { Keeping = Keeping.ObjectStreams }.Bytes(),
        ["表与流并存"] = () => new MadePdf { Keeping = Keeping.Hybrid }.Bytes(),
        ["线性化"] = () => MadePdf.ByQpdf(new MadePdf().Bytes(), "--linearize"),
        ["线性化并压缩对象"] = () => MadePdf.ByQpdf(new MadePdf().Bytes(), "--linearize", "--object-streams=generate"),
        ["内容为数组"] = () => new MadePdf { Contents = "[4 0 R 6 0 R]", Others = [MadePdf.Stream(MadePdf.Text(80, 500, "second stream"))] }.Bytes(),
        ["内容数组为间接对象"] = () => new MadePdf { Contents = "6 0 R", Others = ["[4 0 R]"] }.Bytes(),
        ["没有内容"] = () => new MadePdf { Contents = "" }.Bytes(),
        ["资源继承自页树"] = () => new MadePdf { Page = "", Pages = "/MediaBox[0 0 595 842]/Resources 6 0 R", Others = ["<</Font<</F1 5 0 R>>>>"] }.Bytes(),
        ["字体表为间接对象"] = () => new MadePdf { Page = "/MediaBox[0 0 595 842]/Resources<</Font 6 0 R>>", Others = ["<</F1 5 0 R/Shoumi1 5 0 R>>"] }.Bytes(),
        ["裁切过"] = () => new MadePdf { Page = "/MediaBox[0 0 700 900]/CropBox[50 30 645 872]/Resources<</Font<</F1 5 0 R>>>>" }.Bytes(),
        ["原点不在零"] = () => new MadePdf { Page = "/MediaBox[-100 -200 495 642]/Resources<</Font<</F1 5 0 R>>>>" }.Bytes(),
        ["带文档信息和标识"] = () => new MadePdf { Trailer = "/Info 6 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]", Others = ["<</Title(x)>>"] }.Bytes(),
        ["带结构标签"] = () => new MadePdf
        {
            Catalog = "/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R/Lang(zh-CN)",
            Page = "/MediaBox[0 0 595 842]/StructParents 0/Resources<</Font<</F1 5 0 R>>>>",
            Content = $"/P <</MCID 0>> BDC {MadePdf.Text(80, 600, "tagged")} EMC",
            Others = ["<</Type/StructTreeRoot/K 7 0 R/ParentTree<</Nums[0[7 0 R]]>>>>", "<</Type/StructElem/S/P/P 6 0 R/Pg 3 0 R/K 0>>"],
        }.Bytes(),
        ["带表单域"] = () => new MadePdf
        {
            Catalog = "/AcroForm<</Fields[6 0 R]/DA(/F1 12 Tf)>>",
            Page = "/MediaBox[0 0 595 842]/Annots[6 0 R]/Resources<</Font<</F1 5 0 R>>>>",
            Others = ["<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/Rect[60 720 300 780]/P 3 0 R>>"],
        }.Bytes(),
        ["图形状态没有还原"] = () => new MadePdf { Content = $"q q .1 0 0 .1 300 300 cm {MadePdf.Text(80, 600, "tiny")}" }.Bytes(),
        ["图形状态多还原了"] = () => new MadePdf { Content = $"Q Q 3 0 0 3 0 0 cm {MadePdf.Text(80, 120, "large")}" }.Bytes(),
        ["内容末尾没有空白"] = () => new MadePdf { Content = MadePdf.Text(80, 600, "no end") + " q Q" }.Bytes(),
        ["文字对象没有结束"] = () => new MadePdf { Content = "BT /F1 12 Tf 80 600 Td (open) Tj" }.Bytes(),
        ["声明的对象数偏小"] = () => new MadePdf { Size = 3 }.Bytes(),
        ["文件头前有字节"] = () => [.. "junk\n"u8, .. new MadePdf().Bytes()],
        ["文件尾后有字节"] = () => [.. new MadePdf().Bytes(), .. "\n<!-- tail -->"u8],
        ["别的程序所作"] = () => MadePdf.Written(("关于殡葬改革的报告", 160, 170, 22), ("各县民政局：", 80, 260, 16)),
    };

    public static TheoryData<string> Names() => [.. Structures.Keys];

    [Theory(DisplayName = "各种结构的 PDF 都标得上：原文一字节不动，标志在左上角、搜得到、不压字，再标不变")]
    [MemberData(nameof(Names))]
    [Requirement("R8.1.1", "R8.3.1")]
    public void EveryStructure(string name)
    {
        var file = Structures[name]();
        var marked = Marked(file);
        Assert.True(marked.AsSpan(0, file.Length).SequenceEqual(file), "earlier bytes were changed");
        Assert.Equal(IsStream(file), IsStream(marked));
        AssertSeen(marked);
        Assert.Empty(PdfTools.Complaints(marked).Except(PdfTools.Complaints(file)));
        Assert.Equal(marked, Marked(marked));
        Assert.Equal(file.AsSpan().IndexOf("/Info"u8) >= 0, Encoding.Latin1.GetString(marked, file.Length, marked.Length - file.Length).Contains("/Info", StringComparison.Ordinal));
    }

    [Theory(DisplayName = "旋转、裁切、放大单位的页面，标志在看到的左上角，正着")]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    [InlineData(-90)]
    [Requirement("R8.1.1")]
    public void TurnedPages(int turn)
    {
        var page = $"/MediaBox[0 0 600 800]/CropBox[20 40 580 760]/Rotate {turn}/Resources<</Font<</F1 5 0 R>>>>";
        AssertSeen(Marked(new MadePdf { Page = page, Content = MadePdf.Text(300, 400, "middle") }.Bytes()));
    }

    [Fact(DisplayName = "标志用政策规定的字号，首页有空处时标在版心左上角")]
    [Requirement("R8.1.1")]
    public void Typography()
    {
        // 28 mm from the left; the letters' top 37 mm from the page's, their base line 88 % of 16 points further down.
        Assert.Contains("/Shoumi1 16 Tf\n1 0 0 1 80 723.02 Tm", Encoding.Latin1.GetString(Marked(new MadePdf().Bytes())), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "左上角没有空处的，说明原因，不硬标；图像、表单域、框线也不压")]
    [InlineData("0 0 595 842 re f", "")]
    [InlineData("q 595 0 0 842 0 0 cm /Im Do Q", "/XObject<</Im 6 0 R>>")]
    [InlineData("0 600 400 242 re f", "")]
    [Requirement("R8.1.1")]
    public void NoRoom(string content, string resources)
    {
        var image = MadePdf.Stream("\0", "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8");
        Assert.Equal("DOC.PLACE", Refused(new MadePdf { Content = content, Page = $"/MediaBox[0 0 595 842]/Resources<<{resources}>>", Others = [image] }.Bytes()).Code);
    }

    [Fact(DisplayName = "白底、浅底的页面照标；页边框线只算四条线")]
    [Requirement("R8.1.1")]
    public void GroundsAreNoObstacle()
    {
        AssertSeen(Marked(new MadePdf { Content = "1 g 0 0 595 842 re f .9 g 0 0 595 842 re f 0 G 40 40 515 762 re S" }.Bytes()));
    }

    [Theory(DisplayName = "有份号的，标志在份号的下一行")]
    [InlineData("000123")]
    [InlineData("No. 000123")]
    [Requirement("R8.1.1")]
    public void BelowTheCopyNumber(string number)
    {
        using var poppler = new Poppler(Marked(new MadePdf { Content = MadePdf.Text(80, 730, number) + "\n" + MadePdf.Text(160, 640, "Title", 22) }.Bytes()));
        var words = poppler.Words(1);
        var (copy, mark, title) = (words.First(w => w.Word.EndsWith("000123", StringComparison.Ordinal)), words.Single(w => w.Word == Written), words.Single(w => w.Word == "Title"));
        Assert.InRange(mark.Top, copy.Top, title.Top);
    }

    [Theory(DisplayName = "保密图表标在标题之后或下方")]
    [InlineData(Placement.AfterTitle)]
    [InlineData(Placement.BelowTitle)]
    [Requirement("R8.2.1")]
    public void ChartsAtTheirTitle(Placement placement)
    {
        var file = MadePdf.Written(("附图一", 80, 80, 12), ("某某市行政区划图", 200, 140, 22), ("说明", 80, 700, 12));
        var marked = Marked(file, placement);
        using var poppler = new Poppler(marked);
        var words = poppler.Words(1);
        var (mark, title) = (words.Single(w => w.Word.EndsWith(Written, StringComparison.Ordinal)), words.First(w => w.Word.StartsWith("某某市", StringComparison.Ordinal)));
        Assert.True(placement == Placement.BelowTitle ? mark.Top > title.Top + 0.015 : Math.Abs(mark.Top - title.Top) < 0.02);
        Assert.Equal(marked, Marked(marked, placement));
        Assert.False(MarkCheck.Verify(marked, Mark, placement == Placement.BelowTitle ? Placement.AfterTitle : Placement.BelowTitle).Ok);
        Assert.Equal("DOC.PLACE", Refused(new MadePdf { Content = "" }.Bytes(), placement).Code);
    }

    [Theory(DisplayName = "已有别的标志的，不予加注并说出是哪一个；康熙部首写成的也认得")]
    [InlineData("秘密★5年", "秘密★5年")]
    [InlineData("秘密★6个⽉", "秘密★6个月")]
    [InlineData("机密★长期", "机密★长期")]
    [Requirement("R8.3.1")]
    public void ADifferentMarkIsRefused(string typed, string read)
    {
        var refusal = Refused(MadePdf.Written((typed.Replace('⽉', '月'), 80, 100, 16), ("正文", 80, 300, 16)));
        Assert.Equal(("DOC.MARKED", read), (refusal.Code, refusal.Detail));
        Assert.Equal(read, PdfGlyphs.Plain(typed));
    }

    [Fact(DisplayName = "拟稿人已在规定位置写上同样标志的，原样保留；写在别处的不予加注")]
    [Requirement("R8.3.1")]
    public void AnEqualMarkIsKept()
    {
        var file = MadePdf.Written((Written, 80, 100, 16), ("正文", 80, 300, 16));
        var kept = Assert.IsType<DocumentAnswer.Marked>(DocumentWork.Do(new(DocumentOperation.Mark, Mark), file));
        Assert.Equal(file, kept.File);
        Assert.Equal([DocumentNote.MarkKept], kept.Notes);
        Assert.Equal("DOC.MARKED", Refused(MadePdf.Written((Written, 400, 100, 16))).Code);
    }

    [Fact(DisplayName = "看不见的标志不算标志；别的页上的不算在首页")]
    [Requirement("R8.1.1")]
    public void HiddenAndElsewhere()
    {
        var marked = Marked(new MadePdf().Bytes());
        var hidden = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(marked).Replace("0 g\nBT\n/Shoumi1", "1 g\nBT\n/Shoumi1", StringComparison.Ordinal));
        Assert.Equal(MarkFault.Hidden, MarkCheck.Verify(hidden, Mark, Placement.UpperLeft).Fault);
    }

    internal static byte[] Marked(byte[] file, Placement placement = Placement.UpperLeft)
    {
        var before = (byte[])file.Clone();
        var answer = DocumentWork.Do(new(DocumentOperation.Mark, Mark, placement), file);
        Assert.Equal(before, file);
        return answer is DocumentAnswer.Marked marked ? marked.File : throw new Xunit.Sdk.XunitException(answer.ToString());
    }

    private static DocumentRefusal Refused(byte[] file, Placement placement = Placement.UpperLeft) =>
        Assert.IsType<DocumentAnswer.Refused>(DocumentWork.Do(new(DocumentOperation.Mark, Mark, placement), file)).Refusal;

    /// <summary>By the eyes of a program that is not ours.</summary>
    private static void AssertSeen(byte[] marked)
    {
        using var poppler = new Poppler(marked);
        var (_, left, top) = poppler.Words(1).Single(w => w.Word == Written);
        Assert.InRange(left, 0, 0.5);
        Assert.InRange(top, 0, 0.2);
    }

    private static bool IsStream(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        var start = int.Parse(text[(text.LastIndexOf("startxref", StringComparison.Ordinal) + 9)..].Trim().Split('\n', '\r')[0], System.Globalization.CultureInfo.InvariantCulture);
        return !text[start..].TrimStart('\n').StartsWith("xref", StringComparison.Ordinal) && !text[(start + 5)..].StartsWith("xref", StringComparison.Ordinal);
    }
}
