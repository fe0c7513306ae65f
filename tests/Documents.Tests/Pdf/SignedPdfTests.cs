using System.Globalization;
using System.Text;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities.Collections;
using Org.BouncyCastle.X509;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;

namespace Shoumi.Documents.Tests.Pdf;

public sealed class SignedPdfTests
{
    private const int Room = 8192;

    private static readonly ClassificationMark Mark = new(Level.Secret, Term.Years(20));
    private static readonly Lazy<(AsymmetricCipherKeyPair Keys, X509Certificate Certificate)> Signer = new(MakeSigner);

    [Theory(DisplayName = "普通签名的 PDF：标志追加在后，原签名对所签版本仍然有效")]
    [InlineData((int)Keeping.Table)]
    [InlineData((int)Keeping.Stream)]
    [Requirement("R8.1.1")]
    public void TheEarlierSignatureStaysValid(int keeping)
    {
        var signed = Signed((Keeping)keeping);
        AssertValid(signed);
        var marked = Assert.IsType<DocumentAnswer.Marked>(DocumentWork.Do(new(DocumentOperation.Mark, Mark), signed));
        Assert.Equal([DocumentNote.SignedEarlier], marked.Notes);
        Assert.True(marked.File.AsSpan(0, signed.Length).SequenceEqual(signed));
        AssertValid(marked.File);
        Assert.Contains("Signature is Valid", PdfTools.Signatures(marked.File), StringComparison.Ordinal);

        var again = Assert.IsType<DocumentAnswer.Marked>(DocumentWork.Do(new(DocumentOperation.Mark, Mark), marked.File));
        Assert.Equal([DocumentNote.MarkKept], again.Notes);
    }

    [Theory(DisplayName = "签名禁止改动的（认证、锁定、使用权）或查不清的，不予加注")]
    [InlineData("/Perms<</DocMDP 7 0 R>>", "", "")]
    [InlineData("", "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</P 2/V/1.2>>>>]", "")]
    [InlineData("", "/Reference[<</Type/SigRef/TransformMethod/FieldMDP/TransformParams<</Action/All/V/1.2>>>>]", "")]
    [InlineData("", "", "/Lock<</Type/SigFieldLock/Action/All>>")]
    [InlineData("/Perms<</UR3 7 0 R>>", "", "")]
    [Requirement("R8.1.1")]
    public void LockedDocumentsAreRefused(string catalog, string signature, string field)
    {
        var refused = Assert.IsType<DocumentAnswer.Refused>(DocumentWork.Do(new(DocumentOperation.Mark, Mark), Signed(Keeping.Table, catalog, signature, field)));
        Assert.Equal("DOC.SIGNED", refused.Refusal.Code);
    }

    [Fact(DisplayName = "有签名而没有签名域的，不予加注")]
    [Requirement("R8.1.1")]
    public void ASignatureThatNoFieldLeadsTo()
    {
        var file = new MadePdf { Others = ["<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>"] }.Bytes();
        Assert.Equal("DOC.SIGNED", Assert.IsType<DocumentAnswer.Refused>(DocumentWork.Do(new(DocumentOperation.Mark, Mark), file)).Refusal.Code);
    }

    private static byte[] Signed(Keeping keeping, string catalog = "", string signature = "", string field = "")
    {
        const string Gap = "0000000000 0000000000 0000000000";
        var file = new MadePdf
        {
            Keeping = keeping,
            Catalog = $"/AcroForm<</Fields[6 0 R]/SigFlags 3>>{catalog}",
            Page = "/MediaBox[0 0 595 842]/Annots[6 0 R]/Resources<</Font<</F1 5 0 R>>>>",
            Others =
            [
                $"<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/Rect[0 0 0 0]/F 132/P 3 0 R/V 7 0 R{field}>>",
                $"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 {Gap}]/Contents<{new string('0', Room * 2)}>{signature}>>",
            ],
        }.Bytes();
        var text = Encoding.Latin1.GetString(file);
        var open = text.IndexOf("/Contents<0", StringComparison.Ordinal) + 9;
        var close = open + (Room * 2) + 2;
        text = text.Replace(Gap, string.Create(CultureInfo.InvariantCulture, $"{open:0000000000} {close:0000000000} {text.Length - close:0000000000}"), StringComparison.Ordinal);
        var cms = Convert.ToHexString(Cms(Encoding.Latin1.GetBytes(text[..open] + text[close..])));
        return Encoding.Latin1.GetBytes(string.Concat(text.AsSpan(0, open + 1), cms, text.AsSpan(open + 1 + cms.Length)));
    }

    /// <summary>What the signature's byte range covers is what was signed.</summary>
    private static void AssertValid(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        var at = text.IndexOf("/ByteRange[", StringComparison.Ordinal) + 11;
        int[] range = [.. text[at..text.IndexOf(']', at)].Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        byte[] covered = [.. file[range[0]..(range[0] + range[1])], .. file[range[2]..(range[2] + range[3])]];
        var hex = text[(range[1] + 1)..(range[2] - 1)];
        var cms = new CmsSignedData(new CmsProcessableByteArray(covered), new MemoryStream(Convert.FromHexString(hex)));
        Assert.True(cms.GetSignerInfos().GetSigners().Single().Verify(Signer.Value.Certificate));
    }

    private static byte[] Cms(byte[] covered)
    {
        var generator = new CmsSignedDataGenerator();
        generator.AddSigner(Signer.Value.Keys.Private, Signer.Value.Certificate, CmsSignedGenerator.DigestSha256);
        generator.AddCertificates(CollectionUtilities.CreateStore([Signer.Value.Certificate]));
        return generator.Generate(new CmsProcessableByteArray(covered), encapsulate: false).GetEncoded();
    }

    private static (AsymmetricCipherKeyPair Keys, X509Certificate Certificate) MakeSigner()
    {
        var generator = new RsaKeyPairGenerator();
        generator.Init(new KeyGenerationParameters(new SecureRandom(), 2048));
        var keys = generator.GenerateKeyPair();
        var certificate = new X509V3CertificateGenerator();
        certificate.SetSerialNumber(BigInteger.One);
        certificate.SetIssuerDN(new X509Name("CN=Test"));
        certificate.SetSubjectDN(new X509Name("CN=Test"));
        certificate.SetNotBefore(DateTime.UtcNow.AddDays(-1));
        certificate.SetNotAfter(DateTime.UtcNow.AddDays(30));
        certificate.SetPublicKey(keys.Public);
        return (keys, certificate.Generate(new Asn1SignatureFactory("SHA256WITHRSA", keys.Private)));
    }
}
