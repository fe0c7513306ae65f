using System.Xml;
using System.Xml.Linq;
using System.Text;

namespace Shoumi.Documents.Docx;

/// <summary>
/// One XML part as text and as a tree over that text. Changes are spliced into the text, so that everything not touched stays as it was
/// written, to the byte: prefixes, order of attributes, white space, elements of later versions.
/// </summary>
internal sealed class XmlText
{
    private readonly Encoding _encoding;
    private readonly bool _mark;
    private readonly Lazy<XElement> _root;
    private readonly Lazy<int[]> _lines;

    private XmlText(string name, string text, Encoding encoding, bool byteOrderMark)
    {
        (Name, Text, _encoding, _mark) = (name, text, encoding, byteOrderMark);
        (_root, _lines) = (new(() => Load(text)), new(() => LineStarts(text)));
    }

    /// <summary>Name of the part inside the package.</summary>
    public string Name { get; }

    /// <summary>The characters of the part, without its byte order mark.</summary>
    public string Text { get; }

    /// <summary>The tree, with positions. Made when first asked for: of a large document it takes many times the room of the text.</summary>
    /// <exception cref="DocumentRefusedException"><c>DOC.MALFORMED</c>: a DTD or broken XML.</exception>
    public XElement Root
    {
        get
        {
            try
            {
                return _root.Value;
            }
            catch (XmlException)
            {
                throw new DocumentRefusedException("DOC.MALFORMED", Name);
            }
        }
    }

    /// <summary>Reads a part. An encoding it does not follow: <c>DOC.MALFORMED</c>.</summary>
    public static XmlText Read(string name, byte[] bytes)
    {
        var (encoding, skip) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => ((Encoding)new UTF8Encoding(false, true), 3),
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(false, false, true), 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(true, false, true), 2),
            _ => (new UTF8Encoding(false, true), 0),
        };
        try
        {
            return new(name, encoding.GetString(bytes, skip, bytes.Length - skip), encoding, skip > 0);
        }
        catch (DecoderFallbackException)
        {
            throw new DocumentRefusedException("DOC.MALFORMED", name);
        }
    }

    /// <summary>The same part with other text.</summary>
    public XmlText With(string text) => new(Name, text, _encoding, _mark);

    /// <summary>The part as bytes, encoded as it was.</summary>
    public byte[] ToBytes()
    {
        var body = _encoding.GetBytes(Text);
        return !_mark ? body : _encoding is UTF8Encoding ? [0xEF, 0xBB, 0xBF, .. body] : [.. _encoding.GetBytes("\uFEFF"), .. body];
    }

    /// <summary>Where the element's <c>&lt;</c> stands.</summary>
    public int StartOf(XElement element)
    {
        var info = (IXmlLineInfo)element;
        return _lines.Value[info.LineNumber - 1] + info.LinePosition - 2;
    }

    /// <summary>Behind the element's last <c>&gt;</c>.</summary>
    public int EndOf(XElement element)
    {
        var depth = 0;
        for (var at = StartOf(element); ;)
        {
            var (next, change) = Tag(at);
            depth += change;
            if (depth == 0 && Text[at + 1] is not ('!' or '?'))
            {
                return next;
            }

            at = Text.IndexOf('<', next);
        }
    }

    /// <summary>Behind the <c>&gt;</c> of the element's first tag.</summary>
    public int EndOfTag(XElement element) => Tag(StartOf(element)).End;

    /// <summary>The text with something put in as the element's first content.</summary>
    public string WithFirst(XElement element, string xml) => element.IsEmpty ? Filled(element, xml) : Text.Insert(Tag(StartOf(element)).End, xml);

    /// <summary>The text with something put in as the element's last content.</summary>
    public string WithLast(XElement element, string xml) =>
        element.IsEmpty ? Filled(element, xml) : Text.Insert(Text.LastIndexOf("</", EndOf(element) - 1, StringComparison.Ordinal), xml);

    /// <summary>The text without some elements, none of them inside another.</summary>
    public string Without(IEnumerable<XElement> elements) => elements.Select(e => (Start: StartOf(e), End: EndOf(e))).OrderByDescending(r => r.Start)
        .Aggregate(Text, (text, range) => text.Remove(range.Start, range.End - range.Start));

    private string Filled(XElement element, string xml)
    {
        var (start, end) = (StartOf(element), EndOf(element));
        var tag = Text[start..end];
        var name = tag[1..tag.IndexOfAny([' ', '\t', '\r', '\n', '/'])];
        return $"{Text[..start]}{tag[..^2]}>{xml}</{name}>{Text[end..]}";
    }

    private (int End, int Depth) Tag(int at)
    {
        if (string.CompareOrdinal(Text, at, "<!--", 0, 4) == 0)
        {
            return (Text.IndexOf("-->", at + 4, StringComparison.Ordinal) + 3, 0);
        }

        if (string.CompareOrdinal(Text, at, "<![CDATA[", 0, 9) == 0)
        {
            return (Text.IndexOf("]]>", at + 9, StringComparison.Ordinal) + 3, 0);
        }

        if (Text[at + 1] == '?')
        {
            return (Text.IndexOf("?>", at + 2, StringComparison.Ordinal) + 2, 0);
        }

        var quote = '\0';
        var end = at + 1;
        while (quote != '\0' || Text[end] != '>')
        {
            var c = Text[end++];
            quote = quote == '\0' ? (c is '"' or '\'' ? c : '\0') : c == quote ? '\0' : quote;
        }

        return (end + 1, Text[at + 1] == '/' ? -1 : Text[end - 1] == '/' ? 0 : 1);
    }

    private static XElement Load(string text)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Limits.Part };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        return XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace).Root!;
    }

    private static int[] LineStarts(string text)
    {
        List<int> starts = [0];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}
