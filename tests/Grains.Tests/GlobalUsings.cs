global using SignalFire.Grains.Tests.Cluster;
global using SignalFire.Grains.Tests.Connections;
global using SignalFire.Streams.Tests.Waiting;
global using Xunit;

[assembly: AssemblyFixture(typeof(SharedCluster))]
