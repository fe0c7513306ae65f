using Shoumi.Documents.Isolation;
using Shoumi.Server;

// A hostile document is opened by a child of this very program, under limits; that child ends here.
if (Worker.RunIfAsked(args))
{
    return 0;
}

var settings = Settings.Read(args);
if (Regulation.Load(settings.Policies, Console.Error) is not { } pack)
{
    return 2;
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddShoumi(settings, pack);
var app = builder.Build();
app.UseShoumi();
await app.StartShoumiAsync(settings);
await app.WaitForShutdownAsync();
return 0;

public partial class Program;
