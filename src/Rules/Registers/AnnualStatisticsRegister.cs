using Shoumi.Rules.Policy;
using static Shoumi.Rules.Registers.ColumnKind;

namespace Shoumi.Rules.Registers;

/// <summary>年度国家秘密事项统计 (form F33): what was classified, changed and declassified in one year, by level and by how it was classified.</summary>
[Requirement("R7.5.1")]
public static class AnnualStatisticsRegister
{
    /// <summary>The register with the columns of the form, in its order.</summary>
    public static readonly RegisterDefinition Definition = new(
        "annual-statistics",
        new("年度国家秘密事项统计", "State secrets of a year"),
        new Clause(7, 5),
        [
            new("level", new("密级", "Level"), Text, 14),
            new("kind", new("定密类型", "Original or derivative"), Text, 20),
            new("classified", new("本年新定", "Classified"), Number, 14),
            new("changed", new("本年变更", "Changed"), Number, 16),
            new("declassified", new("本年解密", "Declassified"), Number, 14),
        ]);
}
