using System.Net;
using Garnet;
using Garnet.server;
using Garnet.server.Auth.Settings;

namespace SignalFire.Cluster.Tests.Redis;

/// <summary>Garnet, which speaks Redis' protocol; the membership table needs its Lua.</summary>
internal sealed class GarnetRedis : RunningRedis
{
    private readonly GarnetServer _server;

    public GarnetRedis(int port, string password)
        : base(port)
    {
        _server = new GarnetServer(new GarnetServerOptions
        {
            EndPoints = [new IPEndPoint(IPAddress.Loopback, port)],
            AuthSettings = password.Length > 0 ? new PasswordAuthenticationSettings(password) : null,
            EnableLua = true,
            LuaOptions = new LuaOptions(),
            LogMemorySize = "64m",
            PageSize = "4m",
            IndexMemorySize = "1m",
            QuietMode = true,
        });
        _server.Start();
    }

    public override ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }
}
