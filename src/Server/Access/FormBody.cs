using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Shoumi.Rules;

namespace Shoumi.Server.Access;

/// <summary>A posted form that cannot be read: broken, or of more or longer fields than any page of ours has.</summary>
public sealed class UnreadableFormException(Exception inner) : Exception("The form cannot be read", inner);

/// <summary>
/// What is posted is held in memory, so its size is limited by who sends it: a document only from somebody who is signed in and whose
/// post may hand one in, everything else is small.
/// </summary>
public sealed class FormBody(RequestDelegate next, IOptions<FormOptions> small)
{
    /// <summary>Largest body without a document, in bytes.</summary>
    public const int Largest = 256 * 1024;

    /// <summary>Largest body with a document, in bytes: the document and what is typed beside it.</summary>
    public const int LargestWithDocument = Settings.LargestDocument + (1024 * 1024);

    /// <summary>Largest body with a spreadsheet, in bytes.</summary>
    public const int LargestWithSheet = Documents.Sheets.Reading.SheetLimits.File + (1024 * 1024);

    public async Task InvokeAsync(HttpContext http, Presence presence)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.IsRest())
        {
            await next(http);
            return;
        }

        var required = http.GetEndpoint()?.Metadata.GetMetadata<RequiresAct>();
        if (LargestFor(required?.Act) is { } largest && !presence.Account!.MustChangePassword && Authority.Judge(required!.Act, presence.Actor.Posts).IsPermitted)
        {
            Widen(http, small.Value, largest);
        }

        await ReadAsync(http);
        await next(http);
    }

    /// <summary>The limits of a form on its way, for small ones and for those with a document.</summary>
    public static void Limit(FormOptions o, int largest)
    {
        // Beyond the threshold the framework would spool to the temp folder: so it lies above the limit.
        (o.MultipartBodyLengthLimit, o.BufferBodyLengthLimit, o.MemoryBufferThreshold) = (largest, largest, largest + 1);
        // A text far too long is still read, so that its own field says so and nothing typed is lost.
        o.ValueLengthLimit = 256 * 1024;
        o.ValueCountLimit = 1000;
        o.KeyLengthLimit = 200;
    }

    private static int? LargestFor(Act? act) => act switch
    {
        Act.OpenCase or Act.ReplaceDraft or Act.IssueMarkedDocument or Act.IssueRemarkedDocument => LargestWithDocument,
        Act.ImportOldLedger => LargestWithSheet,
        _ => null,
    };

    /// <summary>From here on this request may bring a document, or something else so large.</summary>
    public static void Widen(HttpContext http, FormOptions small, int largest)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = largest;
        }

        var wide = new FormOptions { MultipartBoundaryLengthLimit = small.MultipartBoundaryLengthLimit };
        Limit(wide, largest);
        http.Features.Set<IFormFeature>(new FormFeature(http.Request, wide));
    }

    private static bool IsUrlEncoded(HttpRequest request) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    // Read here and not by the forgery check, which takes every body it cannot read for a forged form.
    private static async Task ReadAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            // Taken for an empty form, a body of another kind would do whatever an act does with nothing filled in.
            if (http.Request.ContentType is { Length: > 0 } || http.Request.ContentLength > 0)
            {
                throw new BadHttpRequestException("Not a form");
            }

            return;
        }

        try
        {
            if (IsUrlEncoded(http.Request))
            {
                http.Features.Set<IFormFeature>(new FormFeature(await UrlEncodedForm.ReadAsync(http.Request, Largest, http.RequestAborted)));
            }

            await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested)
        {
            throw new UnreadableFormException(e);
        }
    }
}
