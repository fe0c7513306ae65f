using Shoumi.Rules.Policy;
using static Shoumi.Rules.Registers.ColumnKind;

namespace Shoumi.Rules.Registers;

/// <summary>定密台账 (form F02): what the registry's clerk enters in the fifth step.</summary>
[Requirement("R7.5.1")]
public static class ClassificationLedgerRegister
{
    /// <summary>The register with the columns of the form, in its order.</summary>
    public static readonly RegisterDefinition Definition = new(
        "classification-ledger",
        new("定密台账", "Classification ledger"),
        new Clause(7, 5),
        [
            new("number", new("序号", "No."), Text, 14),
            new("title", new("事项/文件名", "Matter / document"), LongText, 36),
            new("document-number", new("文号", "Document number"), Text, 18),
            new("level", new("密级", "Level"), Text, 7),
            new("term", new("期限或解密时间/条件", "Term, or declassification date or event"), Text, 13),
            new("access-scope", new("知悉范围", "Scope of knowledge"), LongText, 24),
            new("kind", new("定密类型", "Original or derivative"), Text, 9),
            new("basis", new("依据", "Basis"), LongText, 22),
            new("action-officer", new("承办人", "Action officer"), Text, 9),
            new("classifier", new("定密责任人", "Classifier"), Text, 11),
            new("classified-on", new("制发日/定密日", "Issued or classified on"), Date, 14),
            new("medium", new("载体形式", "Medium"), Text, 9),
            new("copies", new("份数", "Copies"), Number, 6),
            new("changes", new("变更记录", "Changes"), LongText, 16),
            new("declassified-on", new("解密日期", "Declassified on"), Date, 14),
            new("remark", new("备注", "Remark"), LongText, 16),
        ]);
}
