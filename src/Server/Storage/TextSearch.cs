using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Shoumi.Server.Storage;

/// <summary>Looking for words within columns, with the same answer on both databases: Latin letters in either case, nothing is a wildcard.</summary>
public static class TextSearch
{
    // Each database has its own operator that does not tell capitals from small letters.
    private static readonly MethodInfo OnSqlite = ((Func<DbFunctions, string, string, string, bool>)DbFunctionsExtensions.Like).Method;
    private static readonly MethodInfo OnPostgres = ((Func<DbFunctions, string, string, string, bool>)NpgsqlDbFunctionsExtensions.ILike).Method;

    /// <summary>The rows in which one of these columns contains the words.</summary>
    public static IQueryable<T> Containing<T>(this IQueryable<T> rows, Store store, string words, params Expression<Func<T, string?>>[] columns)
    {
        var pattern = $"%{words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        Expression<Func<string>> asked = () => pattern;
        var row = Expression.Parameter(typeof(T));
        var any = columns
            .Select(column => (Expression)Expression.Call(
                store is PostgresStore ? OnPostgres : OnSqlite,
                Expression.Constant(EF.Functions),
                new Renamed(column.Parameters[0], row).Visit(column.Body),
                asked.Body,
                Expression.Constant("\\")))
            .Aggregate(Expression.OrElse);
        return rows.Where(Expression.Lambda<Func<T, bool>>(any, row));
    }

    /// <summary>An entry whose words may be those looked for, and its place in the order of numbers.</summary>
    public sealed record Found(int Id, long Place);

    /// <summary>The entry's place in the order of numbers.</summary>
    public static long PlaceOf(int year, int number) => (year * 10_000_000L) + number;

    /// <summary>
    /// The next entries, from a place on, that contain every two neighbours of the words in title or document number; never fewer than
    /// those that <see cref="Containing{T}"/> means, which still has to be asked, as has who may know them. Null where the words have no
    /// two neighbours to look up.
    /// </summary>
    /// <param name="forward">Towards lower numbers, as the list is read.</param>
    public static async Task<List<Found>?> FoundAsync(this Store store, string words, long? from, bool forward, int most, CancellationToken cancel)
    {
        var pairs = Pairs(words);
        if (pairs.Count == 0)
        {
            return null;
        }

        var (low, high) = (forward ? 0 : from ?? 0, forward ? from ?? long.MaxValue : long.MaxValue);
        if (store is PostgresStore)
        {
            return await (forward
                ? store.Database.SqlQuery<Found>($"select id as \"Id\", year * 10000000::bigint + number as \"Place\" from ledger_entry where text_pairs(title, document_number) @> text_pairs({words}, null) and year * 10000000::bigint + number < {high} order by year desc, number desc limit {most}")
                : store.Database.SqlQuery<Found>($"select id as \"Id\", year * 10000000::bigint + number as \"Place\" from ledger_entry where text_pairs(title, document_number) @> text_pairs({words}, null) and year * 10000000::bigint + number > {low} order by year, number limit {most}")).ToListAsync(cancel);
        }

        var match = string.Join(' ', pairs.Select(p => $"\"{p.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        return await (forward
            ? store.Database.SqlQuery<Found>($"select e.id as \"Id\", w.rowid as \"Place\" from ledger_words w cross join ledger_entry e on e.year = w.rowid / 10000000 and e.number = w.rowid % 10000000 where w.ledger_words match {match} and w.rowid < {high} order by w.rowid desc limit {most}")
            : store.Database.SqlQuery<Found>($"select e.id as \"Id\", w.rowid as \"Place\" from ledger_words w cross join ledger_entry e on e.year = w.rowid / 10000000 and e.number = w.rowid % 10000000 where w.ledger_words match {match} and w.rowid > {low} order by w.rowid limit {most}")).ToListAsync(cancel);
    }

    /// <summary>Every two neighbours, by characters as the databases count them. White space and control characters part words and are none.</summary>
    private static List<string> Pairs(string words)
    {
        var runes = words.EnumerateRunes().ToList();
        return [.. runes.Zip(runes.Skip(1)).Where(p => IsWord(p.First) || IsWord(p.Second)).Select(p => $"{p.First}{p.Second}").Distinct()];
    }

    private static bool IsWord(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate);

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
