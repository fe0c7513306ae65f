using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Shoumi.Documents.Pdf;

/// <summary>A value as it stands in a PDF (ISO 32000-1, 7.3); closed: only these five. Text holds bytes, one a character.</summary>
internal abstract record PdfValue
{
    private PdfValue()
    {
    }

    /// <summary>A number, string, truth value or nothing, kept as it was written.</summary>
    public sealed record Atom(string Raw) : PdfValue
    {
        public double? Number => double.TryParse(Raw, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) && double.IsFinite(n) ? n : null;
    }

    /// <summary>A name without its slash, escapes resolved.</summary>
    public sealed record Name(string Text) : PdfValue;

    /// <summary>A reference to an object of its own.</summary>
    public sealed record Reference(int Number, int Generation) : PdfValue;

    public sealed record List(ImmutableArray<PdfValue> Items) : PdfValue;

    public sealed record Table(ImmutableArray<KeyValuePair<string, PdfValue>> Entries) : PdfValue
    {
        public static readonly Table Empty = new(ImmutableArray<KeyValuePair<string, PdfValue>>.Empty);

        /// <summary>The entry of that key; null where there is none. Of two the later counts.</summary>
        public PdfValue? this[string key] => Entries.LastOrDefault(e => e.Key == key).Value;

        /// <summary>The same with another entry in its place, or behind the others.</summary>
        public Table With(string key, PdfValue value) => new([.. Entries.Where(e => e.Key != key), new(key, value)]);

        public Table Without(params string[] keys) => new([.. Entries.Where(e => !keys.Contains(e.Key))]);
    }

    /// <summary>Nothing, which is also what a reference to no object means.</summary>
    public static readonly Atom Null = new("null");

    public static Atom Of(int number) => new(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The value as it is written to a file.</summary>
    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    private void Write(StringBuilder to)
    {
        switch (this)
        {
            case Atom atom:
                to.Append(atom.Raw);
                break;
            case Name name:
                Escape(name.Text, to);
                break;
            case Reference r:
                to.Append(CultureInfo.InvariantCulture, $"{r.Number} {r.Generation} R");
                break;
            case List list:
                to.Append('[');
                foreach (var item in list.Items)
                {
                    item.Write(to);
                    to.Append(' ');
                }

                to.Append(']');
                break;
            case Table table:
                to.Append("<<");
                foreach (var (key, value) in table.Entries)
                {
                    Escape(key, to);
                    to.Append(' ');
                    value.Write(to);
                }

                to.Append(">>");
                break;
            default:
                throw new InvalidOperationException(GetType().Name);
        }
    }

    private static void Escape(string name, StringBuilder to)
    {
        to.Append('/');
        foreach (var c in name)
        {
            _ = c is <= ' ' or >= '\x7F' or '#' || PdfSyntax.IsDelimiter(c) ? to.Append(CultureInfo.InvariantCulture, $"#{(int)c:X2}") : to.Append(c);
        }
    }
}
