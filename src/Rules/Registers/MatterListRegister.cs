using Shoumi.Rules.Policy;
using static Shoumi.Rules.Registers.ColumnKind;

namespace Shoumi.Rules.Registers;

/// <summary>国家秘密事项一览表 (form F03): what is a state secret today, where it came about and who may know it.</summary>
[Requirement("R2.1")]
public static class MatterListRegister
{
    /// <summary>The register with the columns of the form, in its order.</summary>
    public static readonly RegisterDefinition Definition = new(
        "matter-list",
        new("国家秘密事项一览表", "List of state secrets"),
        new Clause(2),
        [
            new("number", new("台帐号", "No."), Text, 11),
            new("matter", new("事项内容", "Matter"), LongText, 40),
            new("level", new("密级", "Level"), Text, 8),
            new("term", new("期限（条件/时间）", "Term (event or date)"), Text, 14),
            new("unit", new("产生部门", "Producing unit"), Text, 18),
            new("access-scope", new("知悉人员", "Persons knowing"), LongText, 36),
            new("medium", new("载体形式", "Medium"), Text, 11),
        ]);
}
