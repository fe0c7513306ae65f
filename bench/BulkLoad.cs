using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Shoumi.Rules;

namespace Shoumi.Bench;

/// <summary>
/// Fills a demonstration's database with many more items: cases, grants and ledger entries copied from those that the demonstration
/// brought about by real acts, spread over twenty years, with titles of their own. What changes from item to item is worked out here and
/// laid beside; one statement for each table does the rest, with its guards, and numbers and totals are carried on.
/// </summary>
public sealed class BulkLoad(Place place, DateOnly today)
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
        using var database = place.Open();
        if (!place.OnPostgres)
        {
            Place.Run(database, "pragma synchronous=off; pragma cache_size=-400000; pragma temp_store=memory; pragma foreign_keys=on");
        }

        using var transaction = database.BeginTransaction();
        ReadPatterns(database);
        AddNarrowPerson(database);
        LayBeside(database, rows);
        Copy(database, rows);
        CarryOn(database);
        transaction.Commit();
        Place.Run(database, place.OnPostgres ? "vacuum analyze" : "pragma wal_checkpoint(truncate)");
    }

    private void LayBeside(DbConnection database, int rows)
    {
        var (moment, day) = place.OnPostgres ? ("timestamptz", "date") : ("integer", "text");
        Place.Run(database, $"""
            create temp table item (nth integer, pattern_case integer, pattern_entry integer, case_id integer, entry_id integer, year integer, case_number integer, entry_number integer,
                at {moment}, title text, document_number text, day {day}, last_day {day}, free_from {day}, recorded {day})
            """);
        var (cases, entries) = (Place.One(database, "select max(id) from classification_case"), Place.One(database, "select max(id) from ledger_entry"));
        using var lay = place.OnPostgres ? new Copying((NpgsqlConnection)database) : (ILay)new Inserting((SqliteConnection)database);
        for (var i = 0; i < rows; i++)
        {
            lay.Row(Item(i, rows, (int)cases + 1 + i, (int)entries + 1 + i));
        }
    }

    private object[] Item(int i, int rows, int caseId, int entryId)
    {
        var pattern = patterns[(int)((uint)(i * 2654435761) % patterns.Count)];
        var span = today.DayNumber - new DateOnly(FirstYear, 1, 1).DayNumber;
        var day = new DateOnly(FirstYear, 1, 1).AddDays((int)((long)i * span / rows));
        var secrecy = new Secrecy(pattern.Level, pattern.Term, TermOrigin.Foreseen, day);
        var (number, entry) = numbers.GetValueOrDefault(day.Year);
        numbers[day.Year] = (number + 1, entry + 1);
        return
        [
            i, pattern.CaseId, pattern.EntryId, caseId, entryId, day.Year, number + 1, entry + 1,
            place.Moment(new DateTimeOffset(day.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero)),
            $"关于{day.Year}年{Places[i % 10]}{Subjects[i / 10 % 8]}的请示（{i}）", $"民发〔{day.Year}〕{entry + 1}号",
            place.Day(day), place.Day(secrecy.LastProtectedDay), place.Day(secrecy.FreeFrom), place.Day(secrecy.FreeFrom <= today ? secrecy.FreeFrom : null),
        ];
    }

    private void Copy(DbConnection database, int rows)
    {
        Place.Run(database, """
            insert into classification_case (id, year, number, drafter_id, unit_id, opened_at, kind, file_hash, file_format, stage, revision, title, current, level, classified_on, approved_by_id, waiting_since, version, purpose)
            select i.case_id, i.year, i.case_number, c.drafter_id, c.unit_id, i.at, c.kind, c.file_hash, c.file_format, c.stage, c.revision, i.title, c.current, c.level, i.day, c.approved_by_id, i.at, c.version, c.purpose
            from item i join classification_case c on c.id = i.pattern_case order by i.nth
            """);
        Place.Run(database, """
            insert into ledger_entry (id, year, number, case_id, entered_at, entered_by_id, unit_id, drafter_id, classifier_id, title, level, origin, mark, row_id, basis, classified_on, last_protected_day, free_from, declassification_recorded_on, document_number, carrier_form, copies, remark, knowing, kind, access_level, remarked_on, term_amount, term_event, term_form, term_unit, term_until)
            select i.entry_id, i.year, i.entry_number, i.case_id, i.at, e.entered_by_id, e.unit_id, e.drafter_id, e.classifier_id, i.title, e.level, e.origin, e.mark, e.row_id, e.basis, i.day, i.last_day, i.free_from, i.recorded, i.document_number, e.carrier_form, e.copies, e.remark, e.knowing, e.kind, e.access_level, i.recorded, e.term_amount, e.term_event, e.term_form, e.term_unit, e.term_until
            from item i join ledger_entry e on e.id = i.pattern_entry order by i.nth
            """);
        Place.Run(database, """
            insert into access_grant (case_id, principal, source, since, ended_at)
            select i.case_id, g.principal, g.source, g.since, g.ended_at from item i join access_grant g on g.case_id = i.pattern_case order by i.nth
            """);
        Place.Run(database, $"""
            insert into access_grant (case_id, principal, source, since)
            select i.case_id, {Principal.Person(0)} + p.id, 1, i.at from item i join person p on p.staff_number = '{Narrow}' where i.nth % {Math.Max(1, rows / NarrowSees)} = 0
            """);
    }

    private void ReadPatterns(DbConnection database)
    {
        using (var command = Place.Command(database, """
            select e.case_id, e.id, e.level, e.term_form, e.term_amount, e.term_unit from ledger_entry e
            where e.replaces_id is null and e.replaced_by_id is null and e.term_form = 1 order by e.id
            """))
        {
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                patterns.Add(new(row.GetInt32(0), row.GetInt32(1), (Level)row.GetInt32(2), new Term((TermForm)row.GetInt32(3), row.GetInt32(4), (TermUnit)row.GetInt32(5))));
            }
        }

        using var series = Place.Command(database, "select year, register, last from number_series");
        using var last = series.ExecuteReader();
        while (last.Read())
        {
            var (year, number) = (last.GetInt32(0), last.GetInt32(2));
            var had = numbers.GetValueOrDefault(year);
            numbers[year] = last.GetString(1) == "case" ? had with { Case = number } : had with { Entry = number };
        }
    }

    private void AddNarrowPerson(DbConnection database)
    {
        var from = place.Day(new DateOnly(FirstYear, 1, 1));
        Place.Run(database, "insert into org_unit (name, kind, active_from) values ('档案室', 4, $1)", from);
        Place.Run(database, $"insert into person (name, staff_number, unit_id, initials, in_service_from, cleared) select '卜一鸣', '{Narrow}', max(id), 'bym', $1, 3 from org_unit", from);
        Place.Run(database, $"""
            insert into account (person_id, must_change_password, closed, user_name, normalized_user_name, email_confirmed, password_hash, security_stamp, concurrency_stamp, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            select (select max(id) from person), false, false, '{Narrow}', '{Narrow}', false, password_hash, 'narrow', 'narrow', false, false, true, 0 from account where user_name = '3001'
            """);
    }

    private void CarryOn(DbConnection database)
    {
        foreach (var (year, (number, entry)) in numbers)
        {
            foreach (var (register, last) in (IEnumerable<(string, int)>)[("case", number), ("classification-ledger", entry)])
            {
                Place.Run(database, "insert into number_series (register, year, last) values ($1, $2, $3) on conflict (register, year) do update set last = excluded.last", register, year, last);
            }
        }

        Place.Run(database, "delete from ledger_count");
        Place.Run(database, "insert into ledger_count (level, total) select level, count(*) from ledger_entry where replaces_id is null group by level");
        if (place.OnPostgres)
        {
            foreach (var table in (IEnumerable<string>)["classification_case", "ledger_entry", "access_grant"])
            {
                Place.Run(database, $"select setval(pg_get_serial_sequence('{table}', 'id'), (select max(id) from {table}))");
            }
        }
    }

    private interface ILay : IDisposable
    {
        void Row(object[] values);
    }

    private sealed class Inserting(SqliteConnection database) : ILay
    {
        private readonly DbCommand command = Place.Command(database, $"insert into item values ({string.Join(", ", Enumerable.Range(1, 15).Select(n => $"${n}"))})");

        public void Row(object[] values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (command.Parameters.Count <= i)
                {
                    Place.Add(command, values[i]);
                }

                command.Parameters[i].Value = values[i];
            }

            command.ExecuteNonQuery();
        }

        public void Dispose() => command.Dispose();
    }

    private sealed class Copying(NpgsqlConnection database) : ILay
    {
        private readonly NpgsqlBinaryImporter import = database.BeginBinaryImport("copy item from stdin (format binary)");

        public void Row(object[] values)
        {
            import.StartRow();
            foreach (var value in values)
            {
                if (value is DBNull)
                {
                    import.WriteNull();
                }
                else
                {
                    import.Write(value);
                }
            }
        }

        public void Dispose()
        {
            import.Complete();
            import.Dispose();
        }
    }
}
