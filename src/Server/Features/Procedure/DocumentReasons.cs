using Shoumi.Documents;
using Shoumi.Rules;
using Shoumi.Rules.Policy;

namespace Shoumi.Server.Features.Procedure;

/// <summary>
/// A document that is not taken is refused as any act is: with its code, the article it stands in the way of, the reason, what to do and a
/// line in the audit ledger – which keeps the code, and nothing of the document and not its name.
/// </summary>
public static class DocumentReasons
{
    private const string Family = "DOC.";

    // What the drafter cannot mend by saving the file anew.
    private static readonly string[] OfTheProduct = ["DOC.VERIFY", "DOC.CRASH", "DOC.TIME", "DOC.MEMORY"];

    private static readonly Wording Rule = new(
        "密级和期限标明在文件上；标志由系统加注并复读核对，读不了、改不得的文件不硬标。",
        "Level and term stand on the document; the system puts the mark in and reads it back, and forces it into no file that cannot be read or changed.");

    private static readonly Wording WholeText = new(
        "拟稿提交、逐级审批的是同一份文件的全部文字；看不见而能恢复的文字没有人审批过。",
        "What is presented and approved is the whole text of one document; text that is not seen but can be brought back was approved by nobody.");

    private static readonly Wording OldLedger = new(
        "旧台账逐行核对后整批记入；读不了、读不完的表格不记入任何一行。",
        "An old ledger is checked row by row and entered as a whole; of a spreadsheet that cannot be read to its end, nothing is entered.");

    /// <summary>The refusal as a ruling. Its arguments are a mark, a part's name or a kind of file.</summary>
    public static Ruling Ruling(DocumentRefusal? refusal) => refusal is null
        ? Rules.Ruling.Yes
        : Rules.Ruling.Forbid(refusal.Code, refusal.Code == "DOC.TRACKED" ? "R7.1.1" : IsSheet(refusal.Code) ? "R7.5.1" : "R8.1.1", [.. refusal.Arguments]);

    private static bool IsSheet(string code) => code.StartsWith("DOC.SHEET.", StringComparison.Ordinal);

    /// <summary>The reason, if the code is one of the documents' own; a pack has no texts for them.</summary>
    public static Reason? Of(string code) => code.StartsWith(Family, StringComparison.Ordinal) && new DocumentRefusal(code) is var refusal
        ? new(
            code,
            Literal: false,
            refusal.Reason,
            refusal.WayOut,
            IsSheet(code) || OfTheProduct.Contains(code) ? new("机要室定密工作经办人员", "the registry clerk") : new("承办人", "the drafter"),
            code == "DOC.TRACKED" ? WholeText : IsSheet(code) ? OldLedger : Rule,
            code == "DOC.TRACKED" ? new Clause(7, 1) : IsSheet(code) ? new Clause(7, 5) : new Clause(8, 1),
            "REG",
            "file")
        : null;
}
