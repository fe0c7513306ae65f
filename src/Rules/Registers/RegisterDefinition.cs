using System.Collections.Immutable;
using Shoumi.Rules.Policy;

namespace Shoumi.Rules.Registers;

/// <summary>What the cells of a column hold; decides how they are shown, sorted and exported.</summary>
public enum ColumnKind
{
    /// <summary>Short text on one line: numbers of documents, names, marks.</summary>
    Text = 1,

    /// <summary>Text that may run over several lines.</summary>
    LongText = 2,

    /// <summary>A whole number, set to the right.</summary>
    Number = 3,

    /// <summary>A day, without a time.</summary>
    Date = 4,
}

/// <summary>One column of a register.</summary>
/// <param name="Id">Stable name, used by filters, the API and saved views. Never changed.</param>
/// <param name="Title">Heading in both languages.</param>
/// <param name="Kind">What its cells hold.</param>
/// <param name="Width">Width on paper and in a workbook, in characters of half an em (two to a Han character).</param>
public sealed record RegisterColumn(string Id, Wording Title, ColumnKind Kind, int Width);

/// <summary>台账定义: title, clause and columns of one register. List, filter, print, export and API come from it.</summary>
/// <param name="Id">Stable name, such as <c>classification-ledger</c>.</param>
/// <param name="Title">Its name in both languages.</param>
/// <param name="Clause">The clause that demands it.</param>
/// <param name="Columns">In the order in which they are printed.</param>
public sealed record RegisterDefinition(string Id, Wording Title, Clause Clause, ImmutableArray<RegisterColumn> Columns)
{
    /// <summary>Place of the column of that id; a wrong id is a defect of the caller.</summary>
    public int IndexOf(string columnId)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (Columns[i].Id == columnId)
            {
                return i;
            }
        }

        throw new ArgumentException($"Register {Id} has no column {columnId}", nameof(columnId));
    }
}
