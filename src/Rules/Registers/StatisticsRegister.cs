using Shoumi.Rules.Policy;
using static Shoumi.Rules.Registers.ColumnKind;

namespace Shoumi.Rules.Registers;

/// <summary>定密统计: the ledger's counts, one line for each value that is counted by.</summary>
[Requirement("R7.5.1")]
public static class StatisticsRegister
{
    /// <summary>The columns, in their order.</summary>
    public static readonly RegisterDefinition Definition = new(
        "statistics",
        new("定密统计", "Statistics"),
        new Clause(7, 5),
        [
            new("by", new("统计项", "Counted by"), Text, 24),
            new("value", new("内容", "Value"), LongText, 34),
            new("top-secret", new("绝密", "绝密 Top Secret"), Number, 16),
            new("secret", new("机密", "机密 Secret"), Number, 16),
            new("confidential", new("秘密", "秘密 Confidential"), Number, 16),
            new("total", new("合计", "Total"), Number, 12),
        ]);
}
