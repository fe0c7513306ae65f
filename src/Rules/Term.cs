namespace Shoumi.Rules;

/// <summary>The forms a classification term can have. The default regulation produces durations only; the others arrive from other issuers (article 6).</summary>
public enum TermForm
{
    /// <summary>Nothing given yet.</summary>
    None = 0,

    /// <summary>保密期限: so many years, months or (received only) days.</summary>
    Duration = 1,

    /// <summary>解密时间: free from that date, 0:00.</summary>
    Date = 2,

    /// <summary>解密条件: free when something has happened and somebody has confirmed it.</summary>
    Condition = 3,

    /// <summary>长期: never free by itself.</summary>
    LongTerm = 4,

    /// <summary>A bare <c>机密★</c> as received: managed as 30, 20 or 10 years by level (article 6, item 4).</summary>
    Bare = 5,
}

/// <summary>Units of a duration. The regulation counts whole years, and whole months below one year (article 6, item 5).</summary>
public enum TermUnit
{
    /// <summary>No unit: the form is not a duration.</summary>
    None = 0,

    /// <summary>月</summary>
    Month = 1,

    /// <summary>年</summary>
    Year = 2,

    /// <summary>日: received terms only.</summary>
    Day = 3,
}

/// <summary>保密期限, the classification term in any of its forms. A value: two equal terms are the same term.</summary>
/// <param name="Form">Which of the forms.</param>
/// <param name="Amount">How many units of a duration; 0 otherwise.</param>
/// <param name="Unit">Unit of a duration; none otherwise.</param>
/// <param name="Until">For a date: the first free day.</param>
/// <param name="Event">For a condition: its words, such as 会议开始前.</param>
public readonly record struct Term(TermForm Form, int Amount = 0, TermUnit Unit = TermUnit.None, DateOnly? Until = null, string? Event = null)
{
    /// <summary>长期</summary>
    public static readonly Term LongTerm = new(TermForm.LongTerm);

    /// <summary>No term stated behind the star.</summary>
    public static readonly Term Bare = new(TermForm.Bare);

    /// <summary>So many years.</summary>
    public static Term Years(int n) => new(TermForm.Duration, n, TermUnit.Year);

    /// <summary>So many months.</summary>
    public static Term Months(int n) => new(TermForm.Duration, n, TermUnit.Month);

    /// <summary>So many days (received terms only).</summary>
    public static Term Days(int n) => new(TermForm.Duration, n, TermUnit.Day);

    /// <summary>Free from that date on.</summary>
    public static Term FreeOn(DateOnly date) => new(TermForm.Date, Until: date);

    /// <summary>Free once the event has happened.</summary>
    public static Term When(string happens) => new(TermForm.Condition, Event: happens);

    /// <summary>The term as it stands behind the star: 20年, 6个月, 长期, 2027年6月30日; empty for a bare mark.</summary>
    public override string ToString() => Form switch
    {
        TermForm.None or TermForm.Bare => "",
        TermForm.Duration => Unit switch
        {
            TermUnit.Year => $"{Amount}年",
            TermUnit.Month => $"{Amount}个月",
            TermUnit.Day => $"{Amount}日",
            TermUnit.None => "",
        },
        TermForm.Date => Until is { } d ? $"{d.Year}年{d.Month}月{d.Day}日" : "",
        TermForm.Condition => Event ?? "",
        TermForm.LongTerm => "长期",
    };
}

/// <summary>Where a term comes from; kept with it, so that an explicit 30 years can be told from the default of 30 (article 6).</summary>
public enum TermOrigin
{
    /// <summary>Article 6 item 2: the foreseen term.</summary>
    Foreseen = 1,

    /// <summary>Article 6 item 4: unmarked or unforeseeable, managed as 30, 20 or 10 years.</summary>
    Default = 2,

    /// <summary>Article 6 item 3: a special rule of the superior line authority.</summary>
    SuperiorRule = 3,

    /// <summary>Taken over from the source of a received item (article 4 item 10).</summary>
    Received = 4,
}
