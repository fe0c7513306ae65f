using System.Buffers.Binary;
using System.Text;

namespace Shoumi.Documents.Inspecting;

/// <summary>The directory of a compound file (DOC, XLS, PPT, MSG and the container of encrypted Office documents), read without trusting a single number in it.</summary>
internal sealed class CompoundFile
{
    private const int EntrySize = 128, HeaderSize = 512, MostSectors = 200_000, MiniSector = 64;
    private const uint EndOfChain = 0xFFFFFFFE;

    private readonly byte[] _file;
    private readonly int _sectorSize;
    private readonly uint _miniCutoff;
    private readonly List<uint> _fat = [];
    private readonly List<uint> _miniFat = [];
    private readonly Dictionary<string, (uint Start, long Length)> _streams = new(StringComparer.OrdinalIgnoreCase);
    private readonly byte[] _mini = [];

    /// <summary>Reads the directory.</summary>
    /// <exception cref="DocumentRefusedException"><c>DOC.MALFORMED</c></exception>
    public CompoundFile(byte[] file)
    {
        _file = file;
        if (file.Length < HeaderSize || U16(30) is not (9 or 12))
        {
            throw new DocumentRefusedException("DOC.MALFORMED", "CFB");
        }

        _sectorSize = 1 << U16(30);
        _miniCutoff = U32(56);
        ReadAllocation();
        var directory = Chain(U32(48), _fat, _sectorSize, file, HeaderOffset);
        for (var at = 0; at + EntrySize <= directory.Length; at += EntrySize)
        {
            var name = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(directory.AsSpan(at + 64)), (ushort)64);
            if (directory[at + 66] is 1 or 2 or 5 && name >= 2)
            {
                _streams.TryAdd(Encoding.Unicode.GetString(directory, at, name - 2),
                    (BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(at + 116)), BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(at + 120))));
            }
        }

        if (_streams.Count == 0)
        {
            throw new DocumentRefusedException("DOC.MALFORMED", "CFB");
        }

        if (_streams.TryGetValue("Root Entry", out var root))
        {
            foreach (var entry in Words(Chain(U32(60), _fat, _sectorSize, file, HeaderOffset)))
            {
                _miniFat.Add(entry);
            }

            _mini = Chain(root.Start, _fat, _sectorSize, file, HeaderOffset);
        }
    }

    /// <summary>Whether a stream or storage of that name exists.</summary>
    public bool Has(string name) => _streams.ContainsKey(name);

    /// <summary>The names of all streams and storages.</summary>
    public IEnumerable<string> Names => _streams.Keys;

    /// <summary>The first bytes of a stream; empty where there is none or its chain is broken.</summary>
    public byte[] Read(string name, int most)
    {
        if (!_streams.TryGetValue(name, out var stream))
        {
            return [];
        }

        var bytes = stream.Length < _miniCutoff ? Chain(stream.Start, _miniFat, MiniSector, _mini, 0) : Chain(stream.Start, _fat, _sectorSize, _file, HeaderOffset);
        return bytes[..(int)Math.Min(Math.Min(bytes.Length, stream.Length), most)];
    }

    // Sector 0 begins behind one whole sector: 512 bytes, or 4096 where sectors are that large.
    private int HeaderOffset => _sectorSize;

    private void ReadAllocation()
    {
        var sectors = new List<uint>();
        for (var i = 0; i < 109; i++)
        {
            sectors.Add(U32(76 + (4 * i)));
        }

        var next = U32(68);
        for (var guard = 0; next < EndOfChain && guard < MostSectors && Sector(next) is { } at; guard++)
        {
            var perSector = (_sectorSize / 4) - 1;
            for (var i = 0; i < perSector; i++)
            {
                sectors.Add(U32(at + (4 * i)));
            }

            next = U32(at + (4 * perSector));
        }

        foreach (var at in sectors.Where(s => s < EndOfChain).Take(MostSectors).Select(Sector).OfType<int>())
        {
            _fat.AddRange(Words(_file.AsSpan(at, _sectorSize).ToArray()));
        }
    }

    private int? Sector(uint number)
    {
        var at = HeaderOffset + ((long)number * _sectorSize);
        return at + _sectorSize <= _file.Length ? (int)at : null;
    }

    private static byte[] Chain(uint start, List<uint> table, int size, byte[] from, int offset)
    {
        var bytes = new MemoryStream();
        var seen = 0;
        for (var sector = start; sector < EndOfChain && seen++ < MostSectors;)
        {
            var at = offset + ((long)sector * size);
            if (at >= from.Length)
            {
                break;
            }

            bytes.Write(from, (int)at, (int)Math.Min(size, from.Length - at));
            sector = sector < table.Count ? table[(int)sector] : EndOfChain;
        }

        return bytes.ToArray();
    }

    private static IEnumerable<uint> Words(byte[] bytes)
    {
        for (var at = 0; at + 4 <= bytes.Length; at += 4)
        {
            yield return BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
        }
    }

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(at));
}
