using System.Data;
using Microsoft.Data.Sqlite;
using Shoumi.Rules;
using Shoumi.Server.Storage;
using Xunit;

namespace Shoumi.Server.Tests.Storage;

/// <summary>A connection that stays open answers as one that is opened anew each time.</summary>
public sealed class KeptConnectionTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"kept-{Guid.NewGuid():N}.db");
    private readonly KeptConnection connection;

    public KeptConnectionTests()
    {
        connection = new($"Data Source={file}", "PRAGMA foreign_keys=ON;");
        connection.Open();
        Run("create table t (a integer)");
        Run("insert into t values (1), (2), (3)");
    }

    [Fact(DisplayName = "同一语句再用时按新的值、新的表结构答复；失败一次，下一次照常")]
    [Requirement("R7.5.1")]
    public void The_same_text_is_answered_anew()
    {
        Assert.Equal(2L, Count(2));
        Assert.Equal(1L, Count(3));
        Run("alter table t add column b integer");
        Run("insert into t (a) values (9)");
        Assert.Equal(2L, Count(3));
        Assert.Throws<SqliteException>(() => Run("insert into nowhere values (1)"));
        Assert.Throws<InvalidOperationException>(() => Run("select count(*) from t where a >= $from"));
        Assert.Equal(4L, Count(1));

        // The same text twice at once, and once more after both.
        using (var outer = Reading())
        using (var inner = Reading())
        {
            Assert.True(outer.Read() && inner.Read() && inner.Read());
            Assert.Equal((1L, 2L), (outer.GetInt64(0), inner.GetInt64(0)));
        }

        Assert.Equal(4L, Count(1));
    }

    [Fact(DisplayName = "一次用完，连接保留而未提交的撤销；没有读完的，连接真正关闭")]
    [Requirement("R7.5.1")]
    public void Nothing_is_left_over_from_one_use_to_the_next()
    {
        connection.BeginTransaction();
        Run("delete from t");
        connection.Close();
        Assert.Equal(ConnectionState.Open, connection.State);
        Assert.Equal(3L, Count(1));

        // Once to its end, then left in the middle.
        Reading().Dispose();
        Assert.True(Reading().Read());
        connection.Close();
        Assert.Equal(ConnectionState.Closed, connection.State);
        connection.Open();
        Assert.Equal(3L, Count(1));
        connection.Dispose();
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    public void Dispose()
    {
        connection.Dispose();
        SqliteConnection.ClearAllPools();
        File.Delete(file);
    }

    private SqliteDataReader Reading()
    {
        var command = connection.CreateCommand();
        command.CommandText = "select a from t order by a";
        return command.ExecuteReader();
    }

    private long Count(int from)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from t where a >= $from";
        command.Parameters.AddWithValue("$from", from);
        return (long)command.ExecuteScalar()!;
    }

    private void Run(string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
