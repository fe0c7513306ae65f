using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Shoumi.Rules.Policy;

/// <summary>A node of a pack's text with the place where it stands (from 1).</summary>
internal abstract record Node(int Line, int Column)
{
    internal sealed record Scalar(string Text, int Line, int Column) : Node(Line, Column);

    internal sealed record Sequence(List<Node> Items, int Line, int Column) : Node(Line, Column);

    internal sealed record Mapping(List<(Scalar Key, Node Value)> Pairs, int Line, int Column) : Node(Line, Column);
}

/// <summary>
/// Turns the text of a pack into nodes. Built from the parser's events instead of the library's own tree: that one stops at the first
/// repeated key, follows aliases (a few lines can unfold into gigabytes) and recurses as deep as a hostile text likes.
/// </summary>
internal sealed class YamlTree(string file, List<PolicyError> errors)
{
    private const int LongestText = 1_000_000;
    private const int DeepestNesting = 12;
    private const int MostNodes = 50_000;

    private readonly Stack<(Node Node, Node.Scalar? Key)> open = [];
    private Node? root;
    private int nodes;

    /// <summary>The whole text as one node; null when it is not even YAML. What is wrong is in the errors.</summary>
    public Node? Read(string yaml)
    {
        if (yaml.Length > LongestText)
        {
            Wrong(1, 1, $"文件超过{LongestText}个字符", $"The file is longer than {LongestText} characters");
            return null;
        }

        if (Tabs(yaml))
        {
            return null;
        }

        try
        {
            var parser = new Parser(new StringReader(yaml));
            while (parser.MoveNext())
            {
                if (!Take(parser.Current!))
                {
                    return null;
                }
            }
        }
        catch (YamlException e)
        {
            // The library says what it expected in English only; the place is what helps.
            Wrong((int)e.Start.Line, (int)e.Start.Column, "这里不是合法的YAML", $"Not valid YAML here: {e.Message}");
            return null;
        }

        if (root is null)
        {
            Wrong(1, 1, "文件是空的", "The file is empty");
        }

        return root;
    }

    // The library refuses tabs too, but says that they are in line 1 wherever they are.
    private bool Tabs(string yaml)
    {
        var before = errors.Count;
        var number = 0;
        foreach (var line in yaml.AsSpan().EnumerateLines())
        {
            number++;
            var tab = line[..(line.Length - line.TrimStart().Length)].IndexOf('\t');
            if (tab >= 0)
            {
                Wrong(number, tab + 1, "缩进只能用空格，YAML不认制表符", "YAML is indented with spaces, not tabs");
            }
        }

        return errors.Count > before;
    }

    private bool Take(ParsingEvent next)
    {
        if (next is AnchorAlias || next is NodeEvent { Anchor.IsEmpty: false })
        {
            return Wrong(next, "不能使用锚点和别名（& 和 *）", "Anchors and aliases (& and *) are not used in a pack");
        }

        if (next is NodeEvent && (++nodes > MostNodes || open.Count >= DeepestNesting))
        {
            return Wrong(next, "条目太多或嵌套太深", "Too many entries or nested too deeply");
        }

        switch (next)
        {
            case DocumentStart when root is not null:
                return Wrong(next, "一个文件只能有一个文档", "A file holds one document only");
            case Scalar scalar:
                Place(new Node.Scalar(scalar.Value, Line(next), Column(next)));
                break;
            case SequenceStart:
                open.Push((new Node.Sequence([], Line(next), Column(next)), null));
                break;
            case MappingStart:
                open.Push((new Node.Mapping([], Line(next), Column(next)), null));
                break;
            case SequenceEnd or MappingEnd:
                Place(open.Pop().Node);
                break;
        }

        return true;
    }

    private void Place(Node node)
    {
        if (!open.TryPop(out var top))
        {
            root = node;
            return;
        }

        if (top.Node is Node.Sequence list)
        {
            list.Items.Add(node);
        }
        else if (top.Node is Node.Mapping map)
        {
            top.Key = Pair(map, top.Key, node);
        }

        open.Push(top);
    }

    private Node.Scalar? Pair(Node.Mapping map, Node.Scalar? key, Node node)
    {
        if (key is not null)
        {
            map.Pairs.Add((key, node));
            return null;
        }

        if (node is not Node.Scalar name)
        {
            Wrong(node.Line, node.Column, "键必须是文字", "A key must be plain text");
            return new Node.Scalar("?", node.Line, node.Column);
        }

        if (map.Pairs.Exists(p => p.Key.Text == name.Text))
        {
            Wrong(name.Line, name.Column, $"键“{name.Text}”重复", $"The key “{name.Text}” is repeated");
        }

        return name;
    }

    private static int Line(ParsingEvent e) => (int)e.Start.Line;

    private static int Column(ParsingEvent e) => (int)e.Start.Column;

    private bool Wrong(ParsingEvent at, string zh, string en) => Wrong(Line(at), Column(at), zh, en);

    private bool Wrong(int line, int column, string zh, string en)
    {
        errors.Add(new(file, line, column, "", zh, en));
        return false;
    }
}
