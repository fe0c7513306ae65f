namespace Shoumi.Server.Rest;

/// <summary>One part of an address's query: read by this list, described by it, and nothing else is taken.</summary>
/// <param name="Says">What it is, for whoever writes a program.</param>
/// <param name="Choices">The values it takes; empty where it takes others too.</param>
public sealed record QueryField(string Name, string Says, params string[] Choices)
{
    /// <summary>Longest text.</summary>
    public int? Most { get; init; }

    /// <summary>Least and greatest number.</summary>
    public (int Least, int Most)? Number { get; init; }

    /// <summary>Whether it may stand several times.</summary>
    public bool Many { get; init; }
}

/// <summary>What the description says of an endpoint, beside what its types say.</summary>
/// <param name="Id">Name of the operation, for programs that are made from the description.</param>
public sealed record Operation(string Id, string Summary, string Says)
{
    /// <summary>Describes the body and says which members it has; null where nothing is sent.</summary>
    public Type? Body { get; init; }

    /// <summary>An example of the body.</summary>
    public string? Example { get; init; }

    /// <summary>Whether the body may be a form with a document instead.</summary>
    public bool TakesDocument { get; init; }

    public IReadOnlyList<QueryField> Query { get; init; } = [];

    /// <summary>Status of the answer when it was done.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;
}

/// <summary>Puts an operation on its endpoint.</summary>
public static class Operations
{
    /// <param name="operation">What it does.</param>
    /// <typeparam name="TAnswer">What it answers.</typeparam>
    public static RouteHandlerBuilder Says<TAnswer>(this RouteHandlerBuilder endpoint, Operation operation)
    {
        endpoint.WithMetadata(operation).WithName(operation.Id).WithSummary(operation.Summary).WithDescription(operation.Says)
            .Produces<TAnswer>(operation.Status, "application/json").Refuses(400, 401, 403, 429, 500);
        return operation.Body is null ? endpoint : endpoint.Refuses(409, 413, 415, 422);
    }

    /// <summary>An endpoint about one thing, which may not be there.</summary>
    public static RouteHandlerBuilder OfOne(this RouteHandlerBuilder endpoint) => endpoint.Refuses(404);

    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<Problem>(status, Problems.MediaType);
        }

        return endpoint;
    }
}
