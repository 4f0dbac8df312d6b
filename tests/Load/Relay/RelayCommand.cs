using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SignalFire.Load.Relay;

/// <summary>The command `relay`.</summary>
internal static class RelayCommand
{
    /// <summary>What the relay says before its address, once it listens.</summary>
    public const string Listening = "relay listening on ";

    public static Command Create()
    {
        Option<string> urls = new("--urls")
        {
            Description = "Where to listen; port 0 takes a free one.",
            DefaultValueFactory = _ => "http://127.0.0.1:0",
        };
        Option<Fault> fault = new("--fault")
        {
            Description = "Do something wrong with every thousandth message.",
            Hidden = true,
        };
        Command command = new("relay", "The base: the simplest possible relay, one process, bytes passed on.") { urls, fault };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(urls), parsed.GetValue(fault), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string urls, Fault fault, CancellationToken cancellation)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(urls);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        await using WebApplication app = builder.Build();

        FaultInjector? faults = fault == Fault.None ? null : new FaultInjector(fault);
        RelayServer relay = new(faults);
        app.UseWebSockets();
        app.Run(context => relay.AcceptAsync(context, app.Lifetime.ApplicationStopping));
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException failure)
        {
            throw new LoadException($"The relay can't listen on {urls}: {failure.Message}", failure);
        }

        Console.WriteLine(Listening + string.Join(' ', app.Urls));
        await app.WaitForShutdownAsync(cancellation);
        if (faults is not null)
        {
            Console.WriteLine(Invariant($"faults injected: {faults.Injected}"));
        }

        return 0;
    }
}
