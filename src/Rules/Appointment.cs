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

    /// <summary>Ends it after that day. One ended before it has begun holds on no day.</summary>
    public void End(DateOnly lastDay) => To = lastDay;

    /// <summary>The last day it is left with when it is ended on a day: the day before; one that would begin later never begins.</summary>
    public DateOnly LastDayIfEnded(DateOnly on) => (on < From ? From : on).AddDays(-1);

    /// <summary>Whether it was ended before it began, and so never held.</summary>
    public bool NeverHeld => To < From;

    /// <summary>An appointment for a limited time, as deputies have it.</summary>
    public Appointment Until(DateOnly? lastDay)
    {
        To = lastDay;
        return this;
    }
}
