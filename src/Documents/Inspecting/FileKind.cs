namespace Shoumi.Documents;

/// <summary>Kinds of file, told by content and never by name.</summary>
public enum FileKind
{
    Unknown = 0,
    Docx = 1,
    Xlsx = 2,
    Pptx = 3,
    Doc = 4,
    Xls = 5,
    Ppt = 6,
    Pdf = 7,
    Ofd = 8,
    Rtf = 9,
    Text = 10,
    Html = 11,
    Xml = 12,
    Odf = 13,
    Epub = 14,
    Mail = 15,
    Zip = 16,
    SevenZip = 17,
    Gzip = 18,
    Tar = 19,
    Rar = 20,
    Picture = 21,

    /// <summary>Visio and other packages of the Office family.</summary>
    OtherPackage = 22,

    /// <summary>Outlook messages, Publisher, WPS and other compound files.</summary>
    OtherCompound = 23,

    /// <summary>An Office document inside an encrypted container: which, nobody can tell.</summary>
    EncryptedOffice = 24,
}

/// <summary>What a look at a file's bytes shows.</summary>
/// <param name="Kind">Kind of file.</param>
/// <param name="Encrypted">It cannot be read without a password.</param>
/// <param name="Signed">It bears a digital signature that a change would break.</param>
/// <param name="Protection">The protection in force against editing, such as <c>forms</c>; empty when there is none.</param>
/// <param name="Tracked">It holds tracked changes – insertions, deletions, moves – that nobody has accepted or rejected: text that is not seen can be brought back.</param>
/// <param name="Macros">It carries macros.</param>
/// <param name="SignedEarlier">It bears signatures that what is appended leaves as they are.</param>
/// <param name="Defect">What is wrong with it; null when nothing is.</param>
public sealed record Inspection(FileKind Kind, bool Encrypted = false, bool Signed = false, string Protection = "", bool Tracked = false, bool Macros = false, bool SignedEarlier = false, DocumentRefusal? Defect = null)
{
    /// <summary>
    /// Why this file cannot be presented for classification; null when it can. Only DOCX and PDF can be marked here, but other kinds are classified as well and
    /// marked on paper.
    /// </summary>
    public DocumentRefusal? WhyNotPresentable =>
        Encrypted ? new("DOC.ENCRYPTED")
        : Defect ?? (Tracked ? new("DOC.TRACKED")
        : null);

    /// <summary>Why this file cannot be marked; null when it can.</summary>
    public DocumentRefusal? WhyNotMarkable =>
        Encrypted ? new("DOC.ENCRYPTED")
        : Defect ?? (Kind is not (FileKind.Docx or FileKind.Pdf) ? new("DOC.FORMAT", Kind.ToString())
        : Signed ? new("DOC.SIGNED")
        : Protection.Length > 0 ? new("DOC.PROTECTED", Protection)
        : null);
}
