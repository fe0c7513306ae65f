namespace Shoumi.Rules;

/// <summary>A person of the bureau. An administrator is a person too, and then holds no post of the regulation.</summary>
public sealed class Person
{
    private int unitId;

    public int Id { get; private set; }

    public required string Name { get; init; }

    /// <summary>工号, unique; what one signs in with.</summary>
    public required string StaffNumber { get; init; }

    /// <summary>The unit the person belongs to today: exactly one at every moment.</summary>
    public required int UnitId
    {
        get => unitId;
        init => unitId = value;
    }

    /// <summary>Pinyin initials of the name, to be found by.</summary>
    public required string Initials { get; init; }

    public required DateOnly InServiceFrom { get; init; }

    public DateOnly? InServiceTo { get; private set; }

    /// <summary>Highest level the person is cleared for; null: none.</summary>
    public Level? Cleared { get; private set; }

    /// <summary>Which of the three administrators the person is, or null. Never changes: a person is one thing (三员分立).</summary>
    public Post? Administers { get; init; }

    /// <summary>Whether the person serves on that day.</summary>
    public bool InServiceOn(DateOnly day) => InServiceFrom <= day && (InServiceTo is null || day <= InServiceTo);

    /// <summary>Sets the level the person is cleared for.</summary>
    public void Clear(Level? level) => Cleared = level;

    /// <summary>Goes to another unit; knowledge by unit goes along at once.</summary>
    public void MoveTo(int unit) => unitId = unit;

    /// <summary>Ends the service after that day.</summary>
    public void Leave(DateOnly lastDay) => InServiceTo = lastDay;
}
