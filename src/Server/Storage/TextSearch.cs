using System.Linq.Expressions;
using System.Reflection;
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

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
