namespace Shoumi.Rules;

/// <summary>What kind of unit: the notice says 科室 and 直属单位, the regulation 处室; one type serves all (GAP-14).</summary>
public enum UnitKind
{
    /// <summary>The bureau as a whole, 全局.</summary>
    Bureau = 1,

    /// <summary>局办公室.</summary>
    Office = 2,

    /// <summary>机要室.</summary>
    Registry = 3,

    /// <summary>科室、处室.</summary>
    Section = 4,

    /// <summary>直属单位.</summary>
    Subordinate = 5,
}

/// <summary>处室、科室、直属单位: every matter, carrier and person belongs to exactly one at every moment (the notice, 1).</summary>
[Requirement("RN1.6")]
public sealed class OrgUnit
{
    public int Id { get; private set; }

    public required string Name { get; init; }

    public required UnitKind Kind { get; init; }

    public required DateOnly ActiveFrom { get; init; }

    /// <summary>Last day; null while it exists. A unit is closed, never deleted.</summary>
    public DateOnly? ActiveTo { get; private set; }

    /// <summary>Whether it exists on that day.</summary>
    public bool ActiveOn(DateOnly day) => ActiveFrom <= day && (ActiveTo is null || day <= ActiveTo);

    /// <summary>Closes the unit after that day.</summary>
    public void Close(DateOnly lastDay) => ActiveTo = lastDay;
}
