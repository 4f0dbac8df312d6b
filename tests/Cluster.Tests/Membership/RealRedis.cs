using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using Xunit;

namespace SignalFire.Cluster.Tests.Membership;

/// <summary>A Redis of a test's own, which it may stop and empty; skips the test where only Garnet is there.</summary>
internal static class RealRedis
{
    public static async Task<RedisServer> StartAsync(bool keeps = false)
    {
        Assert.SkipUnless(RedisServer.IsInstalled || Environment.GetEnvironmentVariable(RunningRedis.RequireVariable) is "1", "There is no redis-server to stop and start.");
        return await RedisServer.StartAsync(FreePorts.Next(), keeps: keeps);
    }
}
