using System.Collections.Frozen;
using System.Collections.Immutable;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Policy;

namespace Shoumi.Documents;

/// <summary>Why a file is not taken. These reasons are the product's own, not the regulation's, so their texts stand here and not in a pack.</summary>
/// <param name="Code">Such as <c>DOC.SIGNED</c>.</param>
/// <param name="Detail">What exactly: a mark, the name of a part, a kind of file. Never content.</param>
public sealed record DocumentRefusal(string Code, string Detail = "")
{
    /// <summary>The other places of the first page that have room for the mark; null where nobody looked for them.</summary>
    public ImmutableArray<Placement>? Elsewhere { get; init; }

    private static readonly FrozenDictionary<string, (Wording Text, Wording Remedy)> Texts = new Dictionary<string, (Wording, Wording)>
    {
        ["DOC.ENCRYPTED"] = (
            new("文件设有密码或权限加密，无法标志。", "The file is encrypted, with a password or with rights, and cannot be marked."),
            new("请在原软件中取消密码（限制复制、打印的权限密码也算），另存后重新提交。", "Remove the password, also one that only restricts copying or printing, in the program it was made with, save it anew and present it again.")),
        ["DOC.SIGNED"] = (
            new("文件带有数字签名，加注标志会使签名失效。", "The file is digitally signed; a mark would break the signature."),
            new("请先标志、后签名：提交未签名的文件，标志后再签。", "Mark first, sign afterwards: present the unsigned file and sign the marked one.")),
        ["DOC.PROTECTED"] = (
            new("文件设有编辑限制[（{detail}）]，加注标志属于改动文件。", "Editing of the file is restricted[ ({detail})]; adding a mark would change it."),
            new("请在“审阅—限制编辑”中停止保护，另存后重新提交。", "Stop protection under Review – Restrict Editing, save it and present it again.")),
        ["DOC.TRACKED"] = (
            new("文件里有未接受或未拒绝的修订，删去的文字仍可恢复，审批看到的不是文件的全部。", "The file holds tracked changes that nobody has accepted or rejected: deleted text can be brought back, and who approves does not see all there is."),
            new("请先在“审阅—修订”中接受或拒绝全部修订（批注里的也算），另存后再提交；已记入台账的，打印定稿后在纸面标明。", "Accept or reject every change under Review – Changes, those in comments too, save it anew and present that; what is in the ledger already is printed and marked on paper.")),
        ["DOC.MALFORMED"] = (
            new("文件已损坏或结构不合规范[（{detail}）]，无法读取。", "The file is damaged or not well formed[ ({detail})] and cannot be read."),
            new("请用原软件打开并另存为新的 DOCX 或 PDF 文件后再提交。", "Open it in the program it was made with, save it as a new DOCX or PDF file and present that.")),
        ["DOC.FORMAT"] = (
            new("不能在这种文件[（{detail}）]上加注标志。", "A mark cannot be put on this kind of file[ ({detail})]."),
            new("还在拟稿的，另存为 DOCX 或 PDF 文件后换稿；不便转换或已经审批的，打印后在纸面标明。", "While it is still a draft, save it as a DOCX or PDF file and present that; where that cannot be done, or once it is approved, mark the paper after printing.")),
        ["DOC.TOO.LARGE"] = (
            new("文件过大[（{detail}）]。", "The file is too large[ ({detail})]."),
            new("请压缩图片或分册后再提交。", "Compress its pictures or split it, then present it again.")),
        ["DOC.TIME"] = (
            new("文件在规定时间内没有读完，已停止处理。", "The file could not be read in the time allowed; reading was stopped."),
            new("请用原软件另存为新的 DOCX 或 PDF 文件后再试；仍不行的，请专职保密员查看。", "Save it as a new DOCX or PDF file and try again; if it fails again, ask the secrecy officer to look at it.")),
        ["DOC.MEMORY"] = (
            new("读取文件所需内存超过上限，已停止处理。", "Reading the file needs more memory than allowed; it was stopped."),
            new("请压缩图片、分册，或另存为新的 DOCX 或 PDF 文件后再试。", "Compress its pictures, split it or save it as a new DOCX or PDF file, then try again.")),
        ["DOC.CRASH"] = (
            new("读取文件的进程意外终止，文件没有改动。", "The process reading the file ended unexpectedly; the file was not changed."),
            new("请另存为新的 DOCX 或 PDF 文件后再试；仍不行的，请系统管理员查看。", "Save it as a new DOCX or PDF file and try again; if it fails again, ask the system administrator.")),
        ["DOC.MARKED"] = (
            new("文件上已有标志[“{detail}”]。", "The file already bears the mark[ “{detail}”]."),
            new("标志不同的，应办理变更；误写的，请拟稿人删去原标志后重新提交。", "A different mark is changed by the procedure for changes; if it was written by mistake, the drafter removes it and presents the file again.")),
        ["DOC.UNMARKED"] = (
            new("文件首页没有要变更的原标志[“{detail}”]。", "The first page of the file does not bear the mark to be changed[, “{detail}”]."),
            new("请核对是否为同一份文件；原标志与别的文字同在一行的，打印后在纸面变更。", "Check whether it is the same document; where the mark shares its line with other text, change it on paper after printing.")),
        ["DOC.PLACE"] = (
            new("首页没有可放标志的位置[（{detail}）][；有空处的是：{elsewhere}][；{nowhere}]。", "There is no room for the mark in its place on the first page[ ({detail})][; there is room at: {elsewhere}][; {nowhere}]."),
            new("还在拟稿的，空出首页左上角（保密图表：写上标题）后换稿；已经审批的，[标注时选定有空处的一处（{elsewhere}），或者]打印后在纸面标明。", "While it is still a draft, clear the upper left of the first page (charts: give it a title) and present it again; once approved, [choose a place that has room ({elsewhere}) when it is marked, or ]mark the paper after printing.")),
        ["DOC.VERIFY"] = (
            new("加注后复读没有在规定位置读到同样的标志[（{detail}）]，标志后的文件不予交出。", "Read back, the file does not show the same mark in its place[ ({detail})]; the marked file is not handed out."),
            new("请另存为新的 DOCX 或 PDF 文件后再试；仍不行的，打印后在纸面标明。", "Save it as a new DOCX or PDF file and try again; if it fails again, mark the paper after printing.")),
        ["DOC.SHEET.FORMAT"] = (
            new("这不是能导入的表格[（{detail}）]。", "This is not a spreadsheet that can be imported[ ({detail})]."),
            new("请另存为 XLSX、XLS 或 CSV（UTF-8 或 GBK）文件后再上传。", "Save it as XLSX, XLS or CSV (UTF-8 or GBK) and upload that.")),
        ["DOC.SHEET.ENCRYPTED"] = (
            new("表格已加密，打不开。", "The spreadsheet is encrypted and cannot be opened."),
            new("请在原软件中取消打开密码，另存后再上传。", "Remove the password in the program it was made with, save it anew and upload that.")),
        ["DOC.SHEET.MALFORMED"] = (
            new("表格已损坏或结构不合规范[（{detail}）]，无法读取。", "The spreadsheet is damaged or not well formed[ ({detail})] and cannot be read."),
            new("请用原软件打开，只把台账的内容复制到新表，另存为 XLSX 后再上传。", "Open it in the program it was made with, copy only the ledger to a new sheet, save that as XLSX and upload it.")),
        ["DOC.SHEET.TOO.LARGE"] = (
            new("表格过大，或压缩得异常[（{detail}）]，没有读完。", "The spreadsheet is too large, or packed in an unusual way[ ({detail})]; it was not read to its end."),
            new("请删去图片、空白行列和无关的工作表，或按年份分成几个文件，分别导入。", "Delete pictures, blank rows and columns and other sheets, or split it by year and import the parts.")),
        ["DOC.SHEET.ROWS"] = (
            new("表格的行数过多[（{detail}）]。", "The spreadsheet has too many rows[ ({detail})]."),
            new("请按年份分成几个文件，分别导入。", "Split it by year and import the parts.")),
        ["DOC.SHEET.COLUMNS"] = (
            new("表格的列数过多[（{detail}）]，不像定密台账。", "The spreadsheet has too many columns[ ({detail})] for a classification ledger."),
            new("请只保留台账的各栏，另存后再上传。", "Keep the columns of the ledger only, save it anew and upload that.")),
        ["DOC.SHEET.EMPTY"] = (
            new("表格里没有内容。", "There is nothing in the spreadsheet."),
            new("请核对文件后再上传。", "Check the file and upload it again.")),
        ["DOC.SHEET.TIME"] = (
            new("表格在规定时间内没有读完，已停止处理。", "The spreadsheet could not be read in the time allowed; reading was stopped."),
            new("请只把台账的内容复制到新表，另存为 XLSX 后再试。", "Copy only the ledger to a new sheet, save that as XLSX and try again.")),
        ["DOC.SHEET.MEMORY"] = (
            new("读取表格所需内存超过上限，已停止处理。", "Reading the spreadsheet needs more memory than allowed; it was stopped."),
            new("请按年份分成几个文件，分别导入。", "Split it by year and import the parts.")),
        ["DOC.SHEET.CRASH"] = (
            new("读取表格的进程意外终止，没有写入任何数据。", "The process reading the spreadsheet ended unexpectedly; nothing was written."),
            new("请只把台账的内容复制到新表，另存为 XLSX 后再试；仍不行的，请系统管理员查看。", "Copy only the ledger to a new sheet, save that as XLSX and try again; if it fails again, ask the system administrator.")),
    }.ToFrozenDictionary();

    /// <summary>Every code there is.</summary>
    public static IEnumerable<string> Codes => Texts.Keys.Order(StringComparer.Ordinal);

    /// <summary>What is refused and why, as a reason of a pack is written: <c>{detail}</c> stands for the detail.</summary>
    public Wording Reason => Texts[Code].Text;

    /// <summary>What can be done instead.</summary>
    public Wording WayOut => Texts[Code].Remedy;

    /// <summary>The same reason where the file is a spreadsheet to be read and not a document to be marked: another remedy.</summary>
    public DocumentRefusal ForSheet() => $"DOC.SHEET{Code["DOC".Length..]}" is var code && Texts.ContainsKey(code) ? this with { Code = code } : this;

    /// <summary>The values of the sentences.</summary>
    public ImmutableArray<(string Name, string Value)> Arguments => [.. About, .. Room];

    private ImmutableArray<(string Name, string Value)> About => Detail.Length == 0 ? []
        // Written in both languages, one after the other: each sentence gets its own.
        : Detail[0] > '\u2E80' && Detail.IndexOf(' ', StringComparison.Ordinal) is > 0 and var gap && char.IsAsciiLetter(Detail[gap + 1]) ? [("detail", Detail[..gap]), ("detail_en", Detail[(gap + 1)..])]
        : [("detail", Detail)];

    private ImmutableArray<(string Name, string Value)> Room => Elsewhere switch
    {
        null => [],
        [] => [("nowhere", "首页别处也没有空处"), ("nowhere_en", "nor anywhere else on it")],
        { } places => [("elsewhere", string.Join('、', places.Select(MarkingRules.Word))), ("elsewhere_en", string.Join(", ", places.Select(MarkingRules.English))), (Places, string.Join(' ', places))],
    };

    /// <summary>Name of the argument that holds the places by their names in the program.</summary>
    public const string Places = "places";

    /// <summary>One sentence: what is refused and why.</summary>
    public string Text(bool english) => Reason.With(Arguments).In(english);

    /// <summary>What can be done instead.</summary>
    public string Remedy(bool english) => WayOut.With(Arguments).In(english);
}

/// <summary>What is worth knowing about a document that was marked.</summary>
public enum DocumentNote
{
    /// <summary>The document holds tracked changes that were neither accepted nor rejected.</summary>
    TrackedChanges = 1,

    /// <summary>An equal mark stood in its place already.</summary>
    MarkKept = 2,

    /// <summary>The document was signed; what was signed stands as it was, the mark behind it.</summary>
    SignedEarlier = 3,
}

/// <summary>The notes in words.</summary>
public static class DocumentNotes
{
    /// <summary>The note in a sentence.</summary>
    public static string Text(this DocumentNote note, bool english) => note switch
    {
        DocumentNote.TrackedChanges => english
            ? "Beware: the document holds tracked changes; deleted text can be brought back. Accept or reject all of them before issuing it. The mark was put in untracked and stays either way."
            : "注意：文件含有未处理的修订，删去的文字仍可恢复，印发前请接受或拒绝全部修订。标志未作为修订插入，不受影响。",
        DocumentNote.MarkKept => english
            ? "The same mark stood in its place already; the file was left as it is."
            : "规定位置已有同样的标志，文件未改动。",
        DocumentNote.SignedEarlier => english
            ? "The document was signed before. Not a byte of what was signed was changed and the signature stays valid for it; the mark is a later revision that no signature covers."
            : "文件此前已签名：所签内容一个字节未动，原签名对所签版本仍然有效；标志是其后追加的，不在签名之内。",
    };
}

/// <summary>Carries a refusal out of the reading of a document; it never leaves this project as an exception.</summary>
internal sealed class DocumentRefusedException(DocumentRefusal refusal) : Exception(refusal.Code)
{
    public DocumentRefusedException(string code, string detail = "")
        : this(new DocumentRefusal(code, detail))
    {
    }

    public DocumentRefusal Refusal { get; } = refusal;
}
