namespace Shoumi.Rules;

/// <summary>A dated appointment of a person to a post: the only way anybody holds one. Ended, never deleted.</summary>
[Requirement("R7.2.1", "RN1.3")]
public sealed class Appointment
{
    public int Id { get; private set; }

    public required int PersonId { get; init; }

    public required Post Post { get; init; }

    /// <summary>The unit it is held for: the section a head heads, the unit a leader is in charge of. Null: the whole bureau.</summary>
    public int? UnitId { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>Last day; null while it lasts.</summary>
    public DateOnly? To { get; private set; }

    /// <summary>A dated deputy (代理): acts like the holder, and every act says so.</summary>
    public required bool AsDeputy { get; init; }

    /// <summary>Number of the appointing document.</summary>
    public string? Document { get; init; }

    /// <summary>Whether it holds on that day.</summary>
    public bool HoldsOn(DateOnly day) => From <= day && (To is null || day <= To);

    /// <summary>Ends it after that day.</summary>
    public void End(DateOnly lastDay) => To = lastDay;

    /// <summary>An appointment for a limited time, as deputies have it.</summary>
    public Appointment Until(DateOnly? lastDay)
    {
        To = lastDay;
        return this;
    }
}
