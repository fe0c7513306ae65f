using System.Globalization;
using Microsoft.Data.Sqlite;
using Shoumi.Rules;

namespace Shoumi.Bench;

/// <summary>
/// Fills a demonstration's database with many more items: cases, grants and ledger entries copied from those that the demonstration
/// brought about by real acts, spread over twenty years, with titles of their own. Prepared statements in one transaction; the guards
/// stay, and numbers and totals are carried on.
/// </summary>
public sealed class BulkLoad(SqliteConnection database, DateOnly today) : IDisposable
{
    /// <summary>Staff number of a person who sees few items: their unit has none, and every so-manieth item names them.</summary>
    public const string Narrow = "5999";

    /// <summary>How many items the narrow person sees.</summary>
    public const int NarrowSees = 200;

    private const int FirstYear = 2007;
    private static readonly string[] Subjects = ["退役士兵安置计划", "边界联检意见", "孤残儿童统计", "军供保障安排", "社会组织名录", "地名档案", "烈士褒扬材料", "救灾物资储备"];
    private static readonly string[] Places = ["东城", "西山", "南湖", "北岭", "河口", "平川", "石桥", "青浦", "云台", "龙泉"];

    private readonly List<Pattern> patterns = [];
    private readonly Dictionary<int, (int Case, int Entry)> numbers = [];

    private sealed record Pattern(int CaseId, int EntryId, Level Level, Term Term);

    public void Fill(int rows)
    {
        Run("pragma synchronous=off; pragma cache_size=-400000; pragma temp_store=memory; pragma foreign_keys=on");
        using var transaction = database.BeginTransaction();
        ReadPatterns();
        AddNarrowPerson();
        var (firstCase, firstEntry) = (One("select max(id) from classification_case") + 1, One("select max(id) from ledger_entry") + 1);
        using var copyCase = CopyCase();
        using var copyEntry = CopyEntry();
        using var copyGrants = CopyGrants();
        using var grantNarrow = GrantNarrow();
        for (var i = 0; i < rows; i++)
        {
            Copy(i, rows, (int)firstCase + i, (int)firstEntry + i, (copyCase, copyEntry, copyGrants, grantNarrow));
        }

        CarryOn();
        transaction.Commit();
        Run("pragma wal_checkpoint(truncate)");
    }

    public void Dispose() => database.Dispose();

    private void Copy(int i, int rows, int caseId, int entryId, (SqliteCommand Case, SqliteCommand Entry, SqliteCommand Grants, SqliteCommand Narrow) copy)
    {
        var pattern = patterns[(int)((uint)(i * 2654435761) % patterns.Count)];
        var span = today.DayNumber - new DateOnly(FirstYear, 1, 1).DayNumber;
        var day = new DateOnly(FirstYear, 1, 1).AddDays((int)((long)i * span / rows));
        var secrecy = new Secrecy(pattern.Level, pattern.Term, TermOrigin.Foreseen, day);
        var (number, entry) = numbers.GetValueOrDefault(day.Year);
        numbers[day.Year] = (number + 1, entry + 1);
        var at = new DateTimeOffset(day.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero).UtcTicks;
        var title = $"关于{day.Year}年{Places[i % 10]}{Subjects[i / 10 % 8]}的请示（{i}）";
        Set(copy.Case, caseId, pattern.CaseId, day.Year, number + 1, at, title, Iso(day));
        Set(copy.Entry, entryId, pattern.EntryId, day.Year, entry + 1, caseId, at, title, Iso(day), Iso(secrecy.LastProtectedDay), Iso(secrecy.FreeFrom),
            secrecy.FreeFrom <= today ? Iso(secrecy.FreeFrom) : DBNull.Value, $"民发〔{day.Year}〕{entry + 1}号");
        Set(copy.Grants, caseId, pattern.CaseId);
        if (i % Math.Max(1, rows / NarrowSees) == 0)
        {
            Set(copy.Narrow, caseId, at);
        }
    }

    private void ReadPatterns()
    {
        using var command = Command("""
            select e.case_id, e.id, e.level, e.term_form, e.term_amount, e.term_unit from ledger_entry e
            where e.replaces_id is null and e.replaced_by_id is null and e.term_form = 1
            """);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            patterns.Add(new(row.GetInt32(0), row.GetInt32(1), (Level)row.GetInt32(2), new Term((TermForm)row.GetInt32(3), row.GetInt32(4), (TermUnit)row.GetInt32(5))));
        }

        row.Close();
        using var series = Command("select year, register, last from number_series");
        using var last = series.ExecuteReader();
        while (last.Read())
        {
            var (year, number) = (last.GetInt32(0), last.GetInt32(2));
            var had = numbers.GetValueOrDefault(year);
            numbers[year] = last.GetString(1) == "case" ? had with { Case = number } : had with { Entry = number };
        }
    }

    private void AddNarrowPerson()
    {
        Run("insert into org_unit (name, kind, active_from) values ('档案室', 4, '2007-01-01')");
        Run($"""
            insert into person (name, staff_number, unit_id, initials, in_service_from, cleared)
            select '卜一鸣', '{Narrow}', max(id), 'bym', '2007-01-01', 3 from org_unit
            """);
        Run($"""
            insert into account (person_id, must_change_password, closed, user_name, normalized_user_name, email_confirmed, password_hash, security_stamp, concurrency_stamp, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            select (select max(id) from person), 0, 0, '{Narrow}', '{Narrow}', 0, password_hash, 'narrow', 'narrow', 0, 0, 1, 0 from account where user_name = '3001'
            """);
    }

    private void CarryOn()
    {
        using var series = Command("insert into number_series (register, year, last) values ($1, $2, $3) on conflict (register, year) do update set last = excluded.last");
        foreach (var (year, (number, entry)) in numbers)
        {
            Set(series, "case", year, number);
            Set(series, "classification-ledger", year, entry);
        }

        Run("delete from ledger_count; insert into ledger_count (level, total) select level, count(*) from ledger_entry where replaces_id is null group by level");
    }

    private SqliteCommand CopyCase() => Command("""
        insert into classification_case (id, year, number, drafter_id, unit_id, opened_at, kind, file_hash, file_format, stage, revision, title, current, level, classified_on, approved_by_id, waiting_since, version, purpose)
        select $1, $3, $4, drafter_id, unit_id, $5, kind, file_hash, file_format, stage, revision, $6, current, level, $7, approved_by_id, $5, version, purpose from classification_case where id = $2
        """);

    private SqliteCommand CopyEntry() => Command("""
        insert into ledger_entry (id, year, number, case_id, entered_at, entered_by_id, unit_id, drafter_id, classifier_id, title, level, origin, mark, row_id, basis, classified_on, last_protected_day, free_from, declassification_recorded_on, document_number, carrier_form, copies, remark, knowing, kind, access_level, remarked_on, term_amount, term_event, term_form, term_unit, term_until)
        select $1, $3, $4, $5, $6, entered_by_id, unit_id, drafter_id, classifier_id, $7, level, origin, mark, row_id, basis, $8, $9, $10, $11, $12, carrier_form, copies, remark, knowing, kind, access_level, $11, term_amount, term_event, term_form, term_unit, term_until from ledger_entry where id = $2
        """);

    private SqliteCommand CopyGrants() => Command(
        "insert into access_grant (case_id, principal, source, since, ended_at) select $1, principal, source, since, ended_at from access_grant where case_id = $2");

    private SqliteCommand GrantNarrow() => Command($"""
        insert into access_grant (case_id, principal, source, since) values ($1, {Principal.Person(0)} + (select id from person where staff_number = '{Narrow}'), 1, $2)
        """);

    private SqliteCommand Command(string text)
    {
        var command = database.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private void Run(string text)
    {
        using var command = Command(text);
        command.ExecuteNonQuery();
    }

    private long One(string text)
    {
        using var command = Command(text);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Runs the statement with these values for $1, $2, … in turn.</summary>
    private static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (command.Parameters.Count <= i)
            {
                command.Parameters.AddWithValue($"${i + 1}", values[i]);
            }

            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private static object Iso(DateOnly? day) => day is { } d ? d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : DBNull.Value;
}
