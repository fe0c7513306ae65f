using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Shoumi.Rules.Registers;

/// <summary>One entry of an old ledger, read and judged. It keeps what the approval of that time fixed; nothing is decided anew.</summary>
/// <param name="OldNumber">Its number in the old ledger.</param>
/// <param name="Title">Null where the old ledger names none, which is allowed only above the ceiling.</param>
/// <param name="Origin">Received for what was derived from somebody else's decision (article 4 item 10).</param>
/// <param name="ClassifiedOn">The day from which the term counts.</param>
/// <param name="Basis">As it stands in the old ledger; no row of article 5 is chosen for it.</param>
/// <param name="Units">Units of the scope of knowledge that were found.</param>
/// <param name="People">Persons of the scope of knowledge that were found.</param>
/// <param name="Copies">0 where the old ledger does not say.</param>
/// <param name="Remark">With every name that was not found.</param>
[Requirement("R7.5.1", "R4.3", "R5.4")]
public sealed record OldEntry(
    string? OldNumber, string? Title, Level Level, Term Term, TermOrigin Origin, DateOnly ClassifiedOn, string? DocumentNumber, string Basis,
    ImmutableArray<int> Units, ImmutableArray<int> People, int? UnitId, int? DrafterId, int? ClassifierId, int Copies, string CarrierForm, string? Remark)
{
    /// <summary>The row of the basis of every imported entry: which row of article 5 applies, the old ledger's words alone cannot say.</summary>
    public const string RowId = "imported";

    /// <summary>The secrecy as it was decided.</summary>
    public Secrecy Secrecy => new(Level, Term, Origin, ClassifiedOn);

    /// <summary>
    /// By which the same entry is known again, in this file and in later ones. Its number does not count: numbers of old ledgers begin anew
    /// every year and every sheet. Only where the title may not be kept does the number stand for it, so that nothing kept can be tried
    /// against guessed titles.
    /// </summary>
    public string Fingerprint() => Hash(Title, DocumentNumber, Secrecy, 1);

    /// <summary>The same without the title.</summary>
    /// <param name="nth">Which one it is of those that are alike but for their titles.</param>
    public string Untitled(int nth) => Untitled(OldNumber, DocumentNumber, Secrecy, nth);

    /// <inheritdoc cref="Untitled(int)"/>
    public static string Untitled(string? oldNumber, string? documentNumber, Secrecy secrecy, int nth) => Hash(oldNumber, documentNumber, secrecy, nth);

    private static string Hash(string? word, string? documentNumber, Secrecy secrecy, int nth)
    {
        var text = string.Join('\u001F', word, documentNumber, secrecy.Level.Word(), secrecy.Term, $"{secrecy.StartsOn:yyyy-MM-dd}") + (nth > 1 ? $"\u001F{nth}" : "");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
