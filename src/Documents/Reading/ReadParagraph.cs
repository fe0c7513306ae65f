using System.Text;
using System.Xml;

namespace Shoumi.Documents.Reading;

/// <summary>One paragraph as it passes by: its text and what tells where it stands.</summary>
/// <param name="spot">In which part.</param>
/// <param name="boxed">It stands in a text box or is a watermark: where on the page cannot be told.</param>
internal sealed class ReadParagraph(MarkSpot spot, bool boxed = false)
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _struck = new();
    private bool _runHidden;
    private bool _runStruck;
    private bool _anyShown;

    public MarkSpot Spot { get; } = spot;

    public bool Boxed { get; } = boxed;

    /// <summary>Its text, without what is struck through.</summary>
    public string Text => _text.ToString();

    /// <summary>What is struck through.</summary>
    public string Struck => _struck.ToString();

    public string? Style { get; private set; }

    public string? Alignment { get; private set; }

    public double Indent { get; private set; }

    public bool Framed { get; private set; }

    public string? FrameX { get; private set; }

    public string? FrameY { get; private set; }

    public double FrameLeft { get; private set; }

    public double FrameTop { get; private set; }

    /// <summary>All of its text is set not to show.</summary>
    public bool Hidden => _text.Length > 0 && !_anyShown;

    /// <summary>It ends the first section.</summary>
    public bool EndsSection { get; set; }

    /// <summary>A page ends in it or behind it.</summary>
    public bool EndsPage { get; set; }

    public void Write(string text)
    {
        if (_runStruck)
        {
            _struck.Append(text);
            return;
        }

        _text.Append(text);
        _anyShown |= !_runHidden && text.Trim().Length > 0;
    }

    public void StartRun() => (_runHidden, _runStruck) = (false, false);

    /// <summary>Takes a property of the paragraph or of its current run.</summary>
    public void Take(XmlReader x)
    {
        switch (x.LocalName)
        {
            case "pStyle":
                Style = ReadPage.Attribute(x, "val");
                break;
            case "jc":
                Alignment = ReadPage.Attribute(x, "val");
                break;
            case "ind":
                Indent = (ReadPage.Number(x, "left") ?? ReadPage.Number(x, "start") ?? 0) + (ReadPage.Number(x, "firstLine") ?? 0);
                break;
            case "framePr":
                Framed = true;
                FrameX = (ReadPage.Attribute(x, "xAlign") ?? "") + "@" + (ReadPage.Attribute(x, "hAnchor") ?? "text");
                FrameY = (ReadPage.Attribute(x, "yAlign") ?? "") + "@" + (ReadPage.Attribute(x, "vAnchor") ?? "text");
                FrameLeft = ReadPage.Number(x, "x") ?? 0;
                FrameTop = ReadPage.Number(x, "y") ?? 0;
                break;
            case "strike" or "dstrike" when ReadPage.Attribute(x, "val") is not ("0" or "false" or "off"):
                _runStruck = true;
                break;
            case "vanish" when ReadPage.Attribute(x, "val") is not ("0" or "false" or "off"):
                _runHidden = true;
                break;
            case "color" when ReadPage.Attribute(x, "val") is "FFFFFF" or "ffffff":
                _runHidden = true;
                break;
            default:
                break;
        }
    }
}
