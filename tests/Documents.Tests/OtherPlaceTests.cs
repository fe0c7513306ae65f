using Shoumi.Documents.Isolation;
using Shoumi.Documents.Reading;
using Shoumi.Documents.Tests.Pdf;
using Shoumi.Documents.Tests.Printing;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;
using static Shoumi.Documents.Tests.MadeDocx;

namespace Shoumi.Documents.Tests;

/// <summary>Where the place of the regulation has no room, the refusal says where there is some, and the mark goes where somebody chose.</summary>
public sealed class OtherPlaceTests
{
    private static readonly ClassificationMark Mark = new(Level.Secret, Term.Years(20));
    private static readonly ClassificationMark Second = new(Level.Confidential, Term.Years(10));

    private static readonly Dictionary<string, (byte[] File, Placement[] Room)> Files = new()
    {
        ["PDF 左上角涂满"] = (new MadePdf { Content = "0 660 320 182 re f " + MadePdf.Text(80, 500, "A report", 22) }.Bytes(), [Placement.AfterTitle, Placement.BelowTitle, Placement.UpperRight, Placement.Foot]),
        ["PDF 上部写满文字"] = (MadePdf.Written([.. Enumerable.Range(0, 12).Select(n => ("上部写满了文字上部写满了文字上部写满了文字上部写满了文字上部写满了文字", 8f, 16f + (n * 16), 16f))]), [Placement.BelowTitle, Placement.Foot]),
        ["PDF 只有右上角"] = (new MadePdf { Content = "0 0 350 842 re f 0 0 595 600 re f", Page = "/MediaBox[0 0 595 842]" }.Bytes(), [Placement.UpperRight]),
        ["PDF 全页是图"] = (new MadePdf { Content = "0 0 595 842 re f" }.Bytes(), []),
        ["DOCX 左上角有图框"] = (new MadeDocx { Body = $"<w:p>{TextBox(0, 0, 105, 60, "收文章")}</w:p>" + P("正文") }.Bytes(), [Placement.UpperRight]),
        ["DOCX 垂直居中有页眉"] = (new MadeDocx { Headers = { ["default"] = P("页眉") }, Section = new MadeDocx().Section + "<w:vAlign w:val=\"center\"/>", Body = P("某某市民政局文件") + P("正文") }.Bytes(), [Placement.AfterTitle, Placement.BelowTitle]),
        ["DOCX 全页是图框"] = (new MadeDocx { Body = $"<w:p>{TextBox(0, 0, 210, 297, "封面")}</w:p>" + P("正文") }.Bytes(), []),
    };

    public static TheoryData<string> Names() => [.. Files.Keys];

    [Theory(DisplayName = "规定的位置放不下标志的，说出首页哪些地方有空处；一处也没有的，也说明白并告知办法")]
    [MemberData(nameof(Names))]
    [Requirement("R8.1.1")]
    public void TheRefusalNamesThePlacesWithRoom(string name)
    {
        var (file, room) = Files[name];
        var refusal = Assert.IsType<DocumentAnswer.Refused>(Marked(file, Placement.UpperLeft)).Refusal;
        Assert.Equal("DOC.PLACE", refusal.Code);
        Assert.Equal(room, refusal.Elsewhere!.Value);
        Assert.All(room, p => Assert.Contains(MarkingRules.Word(p), refusal.Text(english: false), StringComparison.Ordinal));
        Assert.All(room, p => Assert.Contains(MarkingRules.English(p), refusal.Remedy(english: true), StringComparison.Ordinal));
        Assert.Equal(room.Length == 0, refusal.Text(english: false).Contains("别处也没有空处", StringComparison.Ordinal));
        Assert.Contains("打印后在纸面标明", refusal.Remedy(english: false), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "选定有空处的一处，标志就在那里，读得回来，不压原文；以后改标也在它旁边")]
    [MemberData(nameof(Names))]
    [Requirement("R8.1.1", "R8.6")]
    public void TheMarkStandsWhereItWasChosen(string name)
    {
        var (file, room) = Files[name];
        foreach (var place in room)
        {
            var marked = Assert.IsType<DocumentAnswer.Marked>(Marked(file, place)).File;
            Assert.True(MarkCheck.Verify(marked, Mark, place).Ok, $"{place}");
            Assert.False(MarkCheck.Verify(marked, Mark, Placement.UpperLeft).Ok, $"{place}");
            Assert.Equal(marked, Assert.IsType<DocumentAnswer.Marked>(Marked(marked, place)).File);

            var again = DocumentWork.Do(new(DocumentOperation.Remark, Second, Placement.UpperLeft, Former: Mark), marked);
            Assert.True(again is DocumentAnswer.Marked m ? MarkCheck.VerifyChange(m.File, Mark, Second, place).Ok : again is DocumentAnswer.Refused { Refusal.Code: "DOC.PLACE" }, $"{place}: {again}");
        }
    }

    [Theory(DisplayName = "在 PDF 的右上角、首页下方标上的，离原有文字和图形都有空隙")]
    [InlineData(Placement.UpperRight)]
    [InlineData(Placement.Foot)]
    [Requirement("R8.1.1")]
    public void NothingIsCovered(Placement place)
    {
        var file = new MadePdf { Content = "0 660 320 182 re f " + MadePdf.Text(80, 60, "The last line of the page", 12) + MadePdf.Text(400, 800, "No. 5", 12) }.Bytes();
        using var poppler = new Poppler(Assert.IsType<DocumentAnswer.Marked>(Marked(file, place)).File);
        var words = poppler.Words(1);
        var mark = words.Single(w => w.Word == "机密★20年");
        Assert.True(place == Placement.Foot ? mark.Top > 0.8 : mark.Left > 0.54 && mark.Top < 0.2, $"{mark}");
        Assert.All(words.Where(w => w != mark), w => Assert.True(Math.Abs(w.Top - mark.Top) > 0.012 || Math.Abs(w.Left - mark.Left) > 0.12, $"{w} {mark}"));
    }

    [Theory(DisplayName = "左上角有空处的，不得标在别处；只有没有空处时才依选定的地方")]
    [InlineData("PDF 左上角涂满", DocumentKind.Written, Placement.Foot, null)]
    [InlineData("PDF 上部写满文字", DocumentKind.Written, Placement.UpperRight, "DOC.PLACE")]
    [InlineData("空白", DocumentKind.Written, Placement.Foot, "MZ.8.1")]
    [InlineData("空白", DocumentKind.Chart, Placement.Foot, "MZ.8.2")]
    [InlineData("PDF 全页是图", DocumentKind.Chart, Placement.UpperLeft, "DOC.PLACE")]
    [Requirement("R8.1.1", "R8.2.1")]
    public async Task AChosenPlaceOnlyWhereTheUsualHasNone(string name, DocumentKind kind, Placement place, string? code)
    {
        using var worker = new WorkerClient(HostileCorpusTests.Tool);
        var file = name == "空白" ? new MadePdf().Bytes() : Files[name].File;
        var (ruling, answer) = await worker.MarkAsync(kind, new(DocumentOperation.Mark, Mark, place), file, TestContext.Current.CancellationToken);
        Assert.Equal(code, ruling.IsPermitted ? (answer as DocumentAnswer.Refused)?.Refusal.Code : ruling.Reasons[0].Code);
        Assert.Equal(code is null, answer is DocumentAnswer.Marked);
    }

    private static DocumentAnswer Marked(byte[] file, Placement place) => DocumentWork.Do(new(DocumentOperation.Mark, Mark, place), file);
}
