namespace Shoumi.Documents.Isolation;

/// <summary>The child's side: one request from standard input, one answer to standard output, then the end. Nothing is written to disk, nothing is fetched.</summary>
public static class Worker
{
    /// <summary>The one argument that makes an executable of the product a worker.</summary>
    public const string Argument = "--document-worker";

    /// <summary>To be called first in every <c>Main</c>: true when this process was started as a worker and has done its work.</summary>
    public static bool RunIfAsked(string[] args)
    {
        if (args is not [Argument])
        {
            return false;
        }

        // A parent that died can no longer stop its child.
        using var orphan = new Timer(_ => Environment.Exit(3), null, Limits.Time * 2, Timeout.InfiniteTimeSpan);
        RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput()).GetAwaiter().GetResult();
        return true;
    }

    private static async Task RunAsync(Stream input, Stream output)
    {
        var (request, file) = await Wire.ReceiveAsync<DocumentRequest>(input, CancellationToken.None);
        DocumentAnswer answer;
        try
        {
            answer = DocumentWork.Do(request, file);
        }
        catch (OutOfMemoryException)
        {
            answer = new DocumentAnswer.Refused(new("DOC.MEMORY"));
        }
        catch (Exception e) when (e is not StackOverflowException)
        {
            // Whatever a hostile file brings about is an answer, not a crash report with its content in it.
            answer = new DocumentAnswer.Refused(new("DOC.CRASH", e.GetType().Name));
        }

        await Wire.SendAsync(output, answer, answer is DocumentAnswer.Marked marked ? marked.File : answer is DocumentAnswer.Tabulated read ? read.Table : ReadOnlyMemory<byte>.Empty, CancellationToken.None);
    }
}
