namespace Shoumi.Rules;

/// <summary>What the draft is; decides where its mark goes (article 8 items 1 and 2).</summary>
public enum DocumentKind
{
    /// <summary>书面形式的密件: the mark stands at the upper left of the cover or first page.</summary>
    Written = 1,

    /// <summary>保密图表: the mark stands after or below the title.</summary>
    Chart = 2,
}
