using System.Xml;

namespace Shoumi.Documents.Reading;

/// <summary>Takes the paragraphs out of a part as they pass by, those inside text boxes as their own.</summary>
internal sealed class ParagraphStream(XmlReader x, MarkSpot spot, ReadPage? page, Action<ReadParagraph> done)
{
    private readonly Stack<ReadParagraph> _open = new();
    private int _boxes;
    private int _tables;
    private int _deleted;
    private int _choices;
    private bool _text;
    private bool _inSection;
    private bool _sectionRead;
    private bool _continuous;

    public void Run()
    {
        while (x.Read())
        {
            switch (x.NodeType)
            {
                case XmlNodeType.Element when x.LocalName == "Fallback" && _choices > 0:
                    x.Skip(); // says the same as the choice before it
                    HandleCurrent();
                    break;
                case XmlNodeType.Comment or XmlNodeType.ProcessingInstruction:
                    break;
                default:
                    HandleCurrent();
                    break;
            }
        }
    }

    private void HandleCurrent()
    {
        if (x.NodeType == XmlNodeType.Element)
        {
            Start();
            if (x.IsEmptyElement)
            {
                End();
            }
        }
        else if (x.NodeType == XmlNodeType.EndElement)
        {
            End();
        }
        else if (_text && _deleted == 0 && _open.Count > 0)
        {
            _open.Peek().Write(x.Value);
        }
    }

    private void Start()
    {
        switch (x.LocalName)
        {
            case "p" when !IsDrawing():
                _open.Push(new(Spot(), _boxes > 0));
                break;
            case "textpath":
                Watermark();
                break;
            case "txbxContent" or "tbl" or "del" or "moveFrom" or "Choice":
                Count(1);
                break;
            case "sectPr" when !_sectionRead:
                _inSection = true;
                break;
            case "type" when _open.Count > 0 && ReadPage.Attribute(x, "val") == "continuous":
                _continuous = true;
                break;
            case "t" when !IsDrawing():
                _text = true;
                break;
            case "tab" or "br" or "cr" when _open.Count > 0 && _deleted == 0 && !IsDrawing():
                Break();
                break;
            case "lastRenderedPageBreak" when _open.Count > 0:
                _open.Peek().EndsPage = true;
                break;
            case "r" when _open.Count > 0:
                _open.Peek().StartRun();
                break;
            default:
                TakeProperty();
                break;
        }
    }

    /// <summary>How deep within what changes the meaning of a paragraph.</summary>
    private void Count(int by)
    {
        switch (x.LocalName)
        {
            case "txbxContent":
                _boxes += by;
                break;
            case "tbl":
                _tables += by;
                break;
            case "Choice":
                _choices += by;
                break;
            default:
                _deleted += by;
                break;
        }
    }

    /// <summary>A watermark keeps its text in an attribute.</summary>
    private void Watermark()
    {
        var watermark = new ReadParagraph(spot == MarkSpot.Body ? MarkSpot.TextBox : spot, boxed: true);
        watermark.Write(x.GetAttribute("string") ?? "");
        done(watermark);
    }

    private void Break()
    {
        _open.Peek().EndsPage |= x.LocalName == "br" && ReadPage.Attribute(x, "type") == "page";
        _open.Peek().Write(x.LocalName == "tab" ? "\t" : "\n");
    }

    private void TakeProperty()
    {
        if (_inSection)
        {
            page?.Take(x);
        }
        else if (_open.Count > 0)
        {
            _open.Peek().Take(x);
        }
    }

    private void End()
    {
        switch (x.LocalName)
        {
            case "p" when _open.Count > 0 && !IsDrawing():
                done(_open.Pop());
                break;
            case "txbxContent" or "tbl" or "del" or "moveFrom":
                Count(-1);
                break;
            case "AlternateContent":
                _choices = 0;
                break;
            case "sectPr":
                _sectionRead |= _inSection;
                _inSection = false;
                if (_open.Count > 0)
                {
                    _open.Peek().EndsSection = true;
                    _open.Peek().EndsPage |= !_continuous;
                }

                _continuous = false;
                break;
            case "t":
                _text = false;
                break;
            default:
                break;
        }
    }

    private MarkSpot Spot() => spot != MarkSpot.Body ? spot : _boxes > 0 ? MarkSpot.TextBox : _tables > 0 ? MarkSpot.Table : MarkSpot.Body;

    // DrawingML has paragraphs and texts of its own, in charts and shapes.
    private bool IsDrawing() => x.NamespaceURI.Contains("drawingml", StringComparison.Ordinal);
}
