using System.IO.Compression;
using System.Text;

namespace Shoumi.Documents.Tests;

/// <summary>A small DOCX made for one test: its body, and whatever else it should have.</summary>
public sealed class MadeDocx
{
    public const string Ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string Rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public string Body { get; init; } = P("正文");

    public string Section { get; init; } = """<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/>""";

    public string? Styles { get; init; } = """<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="ab"><w:name w:val="Title"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>""";

    public string? Settings { get; init; }

    /// <summary>Headers by type: default, first, even.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Footers by type.</summary>
    public Dictionary<string, string> Footers { get; init; } = [];

    public Dictionary<string, string> Extra { get; init; } = [];

    public static string P(string text, string properties = "", string run = "") => $"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>";

    public static string Table(string text) => $"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"4000\"/></w:tblGrid><w:tr><w:tc><w:tcPr/>{P(text)}</w:tc></w:tr></w:tbl>";

    /// <summary>A text box anchored to the page, its place and size in millimetres.</summary>
    public static string TextBox(int x, int y, int width, int height, string text, string relative = "page") => $"""
        <w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="{relative}"><wp:posOffset>{x * 36000}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="{relative}"><wp:posOffset>{y * 36000}</wp:posOffset></wp:positionV><wp:extent cx="{width * 36000}" cy="{height * 36000}"/><wp:wrapNone/><wp:docPr id="1" name="t"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx><w:txbxContent>{P(text)}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>
        """;

    /// <summary>A watermark as Word writes it: its text is an attribute of a VML shape.</summary>
    public static string Watermark(string text) => $"""
        <w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="PowerPlusWaterMarkObject1" style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:100pt;z-index:-1;mso-position-horizontal:center;mso-position-horizontal-relative:margin"><v:textpath string="{text}"/></v:shape></w:pict></w:r></w:p>
        """;

    public byte[] Bytes()
    {
        var references = string.Concat(Headers.Keys.Select(k => $"<w:headerReference w:type=\"{k}\" r:id=\"h{k}\"/>"))
            + string.Concat(Footers.Keys.Select(k => $"<w:footerReference w:type=\"{k}\" r:id=\"f{k}\"/>"));
        var parts = new Dictionary<string, string>(Extra)
        {
            ["_rels/.rels"] = $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Rel}/officeDocument\" Target=\"word/document.xml\"/></Relationships>",
            ["word/document.xml"] = $"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<w:document xmlns:w=\"{Ns}\" xmlns:r=\"{Rel}\"><w:body>{Body}<w:sectPr>{references}{Section}</w:sectPr></w:body></w:document>",
        };
        var relationships = new StringBuilder();
        var types = new StringBuilder("<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>");
        void Part(string name, string type, string id, string xml)
        {
            parts[$"word/{name}.xml"] = xml;
            relationships.Append($"<Relationship Id=\"{id}\" Type=\"{Rel}/{type}\" Target=\"{name}.xml\"/>");
            types.Append($"<Override PartName=\"/word/{name}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{type}+xml\"/>");
        }

        types.Append("<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>");
        if (Styles is not null)
        {
            Part("styles", "styles", "rs", $"<w:styles xmlns:w=\"{Ns}\">{Styles}</w:styles>");
        }

        if (Settings is not null)
        {
            Part("settings", "settings", "rt", $"<w:settings xmlns:w=\"{Ns}\">{Settings}</w:settings>");
        }

        foreach (var (kind, body) in Headers)
        {
            Part($"header{kind}", "header", $"h{kind}", $"<w:hdr xmlns:w=\"{Ns}\">{body}</w:hdr>");
        }

        foreach (var (kind, body) in Footers)
        {
            Part($"footer{kind}", "footer", $"f{kind}", $"<w:ftr xmlns:w=\"{Ns}\">{body}</w:ftr>");
        }

        parts["word/_rels/document.xml.rels"] = $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relationships}</Relationships>";
        parts["[Content_Types].xml"] = $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">{types}</Types>";
        return Zip(parts.OrderByDescending(p => p.Key == "[Content_Types].xml").Select(p => (p.Key, Encoding.UTF8.GetBytes(p.Value))));
    }

    public static byte[] Zip(IEnumerable<(string Name, byte[] Bytes)> parts)
    {
        var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(bytes);
            }
        }

        return output.ToArray();
    }
}
