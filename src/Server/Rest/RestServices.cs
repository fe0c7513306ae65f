using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Changes;
using Shoumi.Server.Features.Ledger;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Features.Policy;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Features.Statistics;
using Shoumi.Server.Features.Terms;
using Shoumi.Server.Features.Tokens;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Rest;

/// <summary>How the interface for programs is put together.</summary>
public static class RestServices
{
    public static void AddRest(this IServiceCollection services)
    {
        services.AddSingleton<KeyTurns>().AddScoped<TokenDoor>();
        services.ConfigureHttpJsonOptions(o =>
        {
            // Chinese as Chinese: the answer is JSON by its type and never taken for a page.
            o.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            o.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        });
        services.AddOpenApi("v1", Description.Describe);
    }

    /// <summary>Every endpoint under /api/v1.</summary>
    public static void MapRest(this IEndpointRouteBuilder app)
    {
        var v1 = app.MapGroup(RestPath.Root);
        v1.MapGroup("").WithTags("本人 Me").MapMe();
        v1.MapGroup("").WithTags("定密台账 Ledger").MapLedgerRest();
        v1.MapGroup("").WithTags("定密办理 Cases").MapCasesRest();
        v1.MapGroup("").WithTags("变更与解密 Changes").MapChangesRest();
        v1.MapGroup("").WithTags("期限 Terms").MapTermsRest();
        v1.MapGroup("").WithTags("统计 Statistics").MapStatisticsRest();
        v1.MapGroup("").WithTags("条例与目录 Regulation").MapRegulationRest();
        v1.MapGroup("").WithTags("组织 Organisation").MapPeopleRest();
        app.MapOpenApi($"{RestPath.Root}/openapi.json").WithMetadata(new RequiresAct(Act.ViewTokens), new AlsoBySession()).ExcludeFromDescription();
        app.MapMethods($"{RestPath.Root}/{{**nothing}}", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"], (Language l) => Problems.Nothing(l)).Open("An address that does not exist says so to everybody").ExcludeFromDescription();
    }

    /// <summary>Chinese unless English is asked for more: a program says so with every request.</summary>
    public static bool AsksEnglish(HttpContext http) => http.Request.GetTypedHeaders().AcceptLanguage
        .Where(v => v.Quality is null or > 0).OrderByDescending(v => v.Quality ?? 1)
        .Select(v => v.Value.Value!.Split('-')[0].ToLowerInvariant()).FirstOrDefault(v => v is "zh" or "en") == "en";
}
