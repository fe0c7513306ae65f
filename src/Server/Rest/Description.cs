using System.ComponentModel;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Shoumi.Rules;
using Shoumi.Server.Access;

namespace Shoumi.Server.Rest;

/// <summary>The description of the interface (OpenAPI), made from the endpoints themselves; <c>docs/openapi.json</c> is printed from it.</summary>
public static class Description
{
    private const string Token = "token";

    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = endpoint => $"/{endpoint.RelativePath}".StartsWith(RestPath.Root, StringComparison.Ordinal);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "守密 Shoumi",
                Version = "v1",
                Description = "The register of a secrecy office for other programs: the same acts, rules and visibility as its pages. Every request carries a personal token (访问令牌) of the person it acts for. What that person may not know does not exist here. Every POST carries an Idempotency-Key; a request sent again with its key is answered as the first time and not done again, for 24 hours at least. Refusals name code, requirement, article, reason and remedy, in Chinese or, by Accept-Language, in English.",
                License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
            };
            // Wherever the office has put it.
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Token] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = $"{TokenText.Prefix}…", Description = "A personal token, made on the page 访问令牌 (/tokens), limited to posts and dated." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
        // What a member of a body is for says more than what its kind of value is.
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonPropertyInfo is { } member && member.DeclaringType.Name.EndsWith("Body", StringComparison.Ordinal)
                && member.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), true) is [DescriptionAttribute says, ..])
            {
                schema.Description = says.Description;
            }

            return Task.CompletedTask;
        });
    }

    private static async Task DescribeAsync(OpenApiOperation described, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var (operation, act) = (metadata.OfType<Operation>().Single(), metadata.OfType<RequiresAct>().Single().Act);
        described.Description = $"{operation.Says} Act: {act} ({string.Join(", ", Authority.PostsFor(act).Members)}).";
        foreach (var field in operation.Query)
        {
            (described.Parameters ??= []).Add(Of(field));
        }

        foreach (var (status, answer) in described.Responses ?? [])
        {
            answer.Description = Says(status);
        }

        if (operation.Body is { } body)
        {
            (described.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = Acting.KeyHeader,
                In = ParameterLocation.Header,
                Required = true,
                Description = "A new one for each act: 1 to 100 visible ASCII characters, such as a UUID.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 100 },
            });
            described.RequestBody = await BodyAsync(body, operation, context, cancel);
        }
    }

    private static async Task<OpenApiRequestBody> BodyAsync(Type body, Operation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var schema = await context.GetOrCreateSchemaAsync(body, null, cancel);
        // Anything else that is sent is refused.
        schema.AdditionalPropertiesAllowed = false;
        var content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/json"] = new() { Schema = schema, Example = operation.Example is { } example ? JsonNode.Parse(example) : null },
        };
        if (operation.TakesDocument)
        {
            content["multipart/form-data"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { "kind", "file" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["kind"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Written 书面 or Chart 图表." },
                        ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = $"The draft, at most {Settings.LargestDocument >> 20} MB. 文稿。" },
                    },
                },
            };
        }

        return new OpenApiRequestBody { Required = true, Content = content };
    }

    private static OpenApiParameter Of(QueryField field)
    {
        var schema = new OpenApiSchema { Type = field.Number is null ? JsonSchemaType.String : JsonSchemaType.Integer, MaxLength = field.Most };
        if (field.Number is var (least, most))
        {
            (schema.Minimum, schema.Maximum) = ($"{least}", $"{most}");
        }

        if (field.Choices.Length > 0)
        {
            schema.Enum = [.. field.Choices.Select(c => (JsonNode)JsonValue.Create(c))];
        }

        return new OpenApiParameter
        {
            Name = field.Name,
            In = ParameterLocation.Query,
            Description = field.Says,
            Explode = field.Many,
            Schema = field.Many ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema } : schema,
        };
    }

    private static string Says(string status) => status switch
    {
        "200" => "Done, or what was asked for.",
        "201" => "Done; Location names what came into being.",
        "400" => "Bad input: errors names every field. Nothing was written.",
        "401" => "No token, or one that opens nothing.",
        "403" => "The posts of the token do not do this act.",
        "404" => "There is no such thing, or it is not within the person's knowledge: one answer for both.",
        "409" => "Refused by the regulation, with every reason; also where somebody else was first (SYS.CONFLICT). Nothing was written but the refusal.",
        "413" => "Too much was sent.",
        "415" => "Neither JSON nor, where a document is taken, a form.",
        "422" => "The key was used for another request.",
        "429" => "Too many refusals within a minute; Retry-After says how long to wait.",
        "500" => "A fault, by its number alone.",
        _ => status,
    };
}
