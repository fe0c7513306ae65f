using Shoumi.Rules.Policy;

namespace Shoumi.Rules.Periods;

/// <summary>Reminding unit and registry before a term runs out.</summary>
public static class Reminders
{
    /// <summary>
    /// The reminder that is due on that day: the narrowest limit (90, 30 or 7 days in the default pack) within which the first free day
    /// lies. The caller sends it unless it, or a narrower one, has been sent; so a day on which the server was off loses none.
    /// </summary>
    /// <param name="pack">The pack in force.</param>
    /// <param name="freeFrom">First free day; null never ends by itself.</param>
    /// <param name="day">The day asked about.</param>
    /// <returns>The limit in days; null before the first limit and from the first free day on.</returns>
    [Requirement("R6.6.3")]
    public static int? Due(PolicyPack pack, DateOnly? freeFrom, DateOnly day)
    {
        if (freeFrom is not { } free || day >= free)
        {
            return null;
        }

        var left = free.DayNumber - day.DayNumber;
        int? due = null;
        foreach (var limit in pack.Terms.ReminderDays)
        {
            due = left <= limit && (due is null || limit < due) ? limit : due;
        }

        return due;
    }

    /// <summary>The last first-free day of which anybody is reminded on that day: what a register is narrowed by before each item is asked about.</summary>
    [Requirement("R6.6.3")]
    public static DateOnly Horizon(PolicyPack pack, DateOnly day) => day.AddDays(pack.Terms.ReminderDays.Max());

    /// <summary>本月届满: whether the last protected day lies in the month of that day.</summary>
    [Requirement("R6.6.3")]
    public static bool EndsInMonthOf(DateOnly? lastProtectedDay, DateOnly day) =>
        lastProtectedDay is { } last && last.Year == day.Year && last.Month == day.Month;
}
