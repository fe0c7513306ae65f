using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Shoumi.Documents.Pdf;

/// <summary>
/// One more revision behind the bytes of a PDF: not one of them is touched, so that a signature over them stays what it was. The new
/// cross-reference is of the kind the last one was.
/// </summary>
internal sealed class PdfUpdate(PdfFile file)
{
    private static readonly string[] OfTheSection = ["Size", "Prev", "XRefStm", "Type", "W", "Index", "Length", "Filter", "DecodeParms", "DL", "F", "FFilter", "FDecodeParms"];

    private readonly SortedDictionary<int, (int Generation, byte[] Body)> _objects = [];
    private int _next = file.Xref.NextNumber;

    /// <summary>Adds an object.</summary>
    public PdfValue.Reference Add(string value) => Add(Encoding.Latin1.GetBytes(value));

    /// <summary>Adds a stream; its content is short and stays as it is.</summary>
    public PdfValue.Reference AddStream(string content) => Add($"<</Length {content.Length}>>\nstream\n{content}\nendstream");

    /// <summary>Puts another value in an object's place.</summary>
    public void Replace(PdfValue.Reference reference, PdfValue value) => _objects[reference.Number] = (reference.Generation, Encoding.Latin1.GetBytes(value.ToString()));

    /// <summary>The file with its new revision.</summary>
    public byte[] Save()
    {
        var whole = new MemoryStream();
        whole.Write(file.Bytes);
        if (file.Bytes[^1] is not ((byte)'\n' or (byte)'\r'))
        {
            whole.WriteByte((byte)'\n');
        }

        var offsets = new SortedDictionary<int, (long At, int Generation)>();
        foreach (var (number, (generation, body)) in _objects)
        {
            offsets[number] = (whole.Position - file.Xref.Shift, generation);
            Write(whole, $"{number} {generation} obj\n");
            whole.Write(body);
            Write(whole, $"\nendobj\n");
        }

        var start = whole.Position - file.Xref.Shift;
        if (file.Xref.IsStream)
        {
            offsets[_next] = (start, 0);
            WriteStream(whole, offsets);
        }
        else
        {
            WriteTable(whole, offsets);
        }

        Write(whole, $"\nstartxref\n{start}\n%%EOF\n");
        return whole.ToArray();
    }

    private PdfValue.Reference Add(byte[] body)
    {
        _objects[_next] = (0, body);
        return new(_next++, 0);
    }

    private PdfValue.Table Trailer(int size) => file.Trailer.Without(OfTheSection).With("Size", PdfValue.Of(size)).With("Prev", PdfValue.Of(file.Xref.Latest));

    private void WriteTable(MemoryStream to, SortedDictionary<int, (long At, int Generation)> offsets)
    {
        Write(to, $"xref\n");
        foreach (var run in Runs(offsets.Keys))
        {
            Write(to, $"{run[0]} {run.Count}\n");
            foreach (var number in run)
            {
                Write(to, $"{offsets[number].At:0000000000} {offsets[number].Generation:00000} n \n");
            }
        }

        Write(to, $"trailer\n{Trailer(_next)}");
    }

    private void WriteStream(MemoryStream to, SortedDictionary<int, (long At, int Generation)> offsets)
    {
        var entries = new StringBuilder();
        foreach (var (at, generation) in offsets.Values)
        {
            entries.Append((char)1).Append((char)((at >> 24) & 255)).Append((char)((at >> 16) & 255)).Append((char)((at >> 8) & 255)).Append((char)(at & 255))
                .Append((char)((generation >> 8) & 255)).Append((char)(generation & 255));
        }

        var table = Trailer(_next + 1)
            .With("Type", new PdfValue.Name("XRef"))
            .With("W", new PdfValue.List([PdfValue.Of(1), PdfValue.Of(4), PdfValue.Of(2)]))
            .With("Index", new PdfValue.List([.. Runs(offsets.Keys).SelectMany(r => (PdfValue[])[PdfValue.Of(r[0]), PdfValue.Of(r.Count)])]))
            .With("Length", PdfValue.Of(entries.Length));
        Write(to, $"{_next} 0 obj\n{table}\nstream\n{entries}\nendstream\nendobj");
    }

    private static ImmutableArray<List<int>> Runs(IEnumerable<int> numbers)
    {
        var runs = ImmutableArray.CreateBuilder<List<int>>();
        foreach (var number in numbers)
        {
            if (runs.Count == 0 || runs[^1][^1] != number - 1)
            {
                runs.Add([]);
            }

            runs[^1].Add(number);
        }

        return runs.ToImmutable();
    }

    private static void Write(MemoryStream to, FormattableString text) => to.Write(Encoding.Latin1.GetBytes(text.ToString(CultureInfo.InvariantCulture)));
}
