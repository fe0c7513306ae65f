using Shoumi.Rules.Policy;

namespace Shoumi.Rules.Registers;

/// <summary>What is wrong, or worth knowing, about a row of an old ledger.</summary>
public enum RowFault
{
    NoTitle = 1,
    TitleTooLong = 2,
    NoLevel = 3,
    LevelUnknown = 4,
    LevelsDiffer = 5,
    TermUnreadable = 6,
    TermsDiffer = 7,
    TermNotCounted = 8,
    AboveCap = 9,
    LongTermUnruled = 10,
    NoDay = 11,
    DayUnreadable = 12,
    DayAhead = 13,
    EndUnreadable = 14,
    EndBeforeStart = 15,
    EndContradicts = 16,
    AboveClearance = 17,
    TextTooLong = 18,
    ConditionTooLong = 19,

    // From here on the row is taken all the same.
    TermMissing = 51,
    UnitUnknown = 52,
    PersonUnknown = 53,
    ScopeUnknown = 54,
    ScopeMissing = 55,
    BasisMissing = 56,
    CopiesUnreadable = 57,
    KindUnknown = 58,
    Shortened = 59,
    EndOneDayOff = 60,
}

/// <summary>One problem of one cell.</summary>
/// <param name="Cell">Such as C7; the row's first cell where the column is missing.</param>
/// <param name="Given">What stands there, cut short.</param>
/// <param name="Allowed">What would be allowed, where that can be named.</param>
public sealed record RowProblem(RowFault Fault, string Cell, string Given = "", string Allowed = "")
{
    /// <summary>Whether the row is taken all the same.</summary>
    public bool IsWarning => Fault >= RowFault.TermMissing;

    /// <summary>Cell, what and why, in one sentence.</summary>
    public string Text(bool english) => Words.With([("given", Given), ("allowed", Allowed)]).In(english) is var text && english ? $"{Cell}: {text}" : $"{Cell}：{text}";

    private Wording Words => Fault switch
    {
        RowFault.NoTitle => new("没有题名。", "The title is missing."),
        RowFault.TitleTooLong => new("题名超过 200 字。", "The title is longer than 200 characters."),
        RowFault.NoLevel => new("没有密级。", "The level is missing."),
        RowFault.LevelUnknown => new("“{given}”不是密级，只有绝密、机密、秘密三级。", "“{given}” is no level: there are 绝密, 机密 and 秘密 only."),
        RowFault.LevelsDiffer => new("两栏的密级不一致：{given}。", "Two columns name different levels: {given}."),
        RowFault.TermUnreadable => new("期限“{given}”无法辨认；写作 10年、6个月、2027-06-30 等。", "The term “{given}” cannot be read; write 10年, 6个月, 2027-06-30 or the like."),
        RowFault.TermsDiffer => new("两栏的期限不一致：{given}。", "Two columns name different terms: {given}."),
        RowFault.TermNotCounted => new("期限“{given}”不按第六条（五）项计：1 年以上以年计，不满 1 年以月计。", "The term “{given}” is not counted as article 6(5) has it: whole years, or whole months below one year."),
        RowFault.AboveCap => new("{given}超过第六条（一）项的上限{allowed}，又没有登记的上级特殊规定。", "{given} is above the cap of article 6(1), {allowed}, and no superior rule is registered for it."),
        RowFault.LongTermUnruled => new("“长期”须有上级特殊规定：先登记该规定，并在表中写明其文号。", "An indefinite term needs a superior rule: register it and name its number in the sheet."),
        RowFault.NoDay => new("没有定密日或制发日，期限无从起算。", "The day of classification or issue is missing; the term has no start."),
        RowFault.DayUnreadable => new("日期“{given}”无法辨认或不存在。", "The date “{given}” cannot be read, or there is no such day."),
        RowFault.DayAhead => new("日期“{given}”还没有到。", "The date “{given}” is still ahead."),
        RowFault.EndOneDayOff => new("解密时间“{given}”比按期限早一天，按期限计为{allowed}。", "The day of declassification “{given}” is a day too early; by the term it is {allowed}."),
        RowFault.EndUnreadable => new("解密时间“{given}”无法辨认或不存在。", "The day of declassification “{given}” cannot be read, or there is no such day."),
        RowFault.EndBeforeStart => new("解密时间“{given}”早于定密日。", "The day of declassification “{given}” lies before the start."),
        RowFault.EndContradicts => new("解密时间“{given}”与期限不符，按期限应为{allowed}。", "The day of declassification “{given}” contradicts the term, by which it is {allowed}."),
        RowFault.AboveClearance => new("此行密级高于导入人的涉密等级，应由能接触该密级的人导入。", "The row's level is above the importer's clearance; somebody cleared for it imports it."),
        RowFault.TextTooLong => new("文字过长：{given}。", "The text is too long: {given}."),
        RowFault.ConditionTooLong => new("解密条件超过 40 字。", "The condition of declassification is longer than 40 characters."),
        RowFault.TermMissing => new("没有期限，按第六条（四）项作{allowed}管理。", "The term is missing; managed as {allowed} by article 6(4)."),
        RowFault.UnitUnknown => new("单位“{given}”不在单位名册，原文记入备注。", "The unit “{given}” is not in the roster; kept in the remark."),
        RowFault.PersonUnknown => new("人员“{given}”不在人员名册或有重名，原文记入备注。", "The person “{given}” is not in the roster, or there are several; kept in the remark."),
        RowFault.ScopeUnknown => new("知悉范围中的“{given}”没有找到，原文记入备注。", "“{given}” in the scope of knowledge was not found; kept in the remark."),
        RowFault.ScopeMissing => new("没有知悉范围，只有承办单位和导入人可见。", "There is no scope of knowledge: only the unit in charge and the importer see it."),
        RowFault.BasisMissing => new("没有定密依据。", "The basis is missing."),
        RowFault.CopiesUnreadable => new("份数“{given}”无法辨认，按未记载处理。", "The number of copies “{given}” cannot be read; taken as not stated."),
        RowFault.KindUnknown => new("定密类型“{given}”无法辨认，按原始定密处理。", "“{given}” is neither original nor derivative; taken as original."),
        RowFault.Shortened => new("文字过长，存入时截短：{given}。", "The text is too long and is cut short when stored: {given}."),
    };
}
