namespace SignalFire.Load.Sizing;

/// <summary>CPU time of a message in each process under one load, and what strangers took of the machine, in cores.</summary>
internal sealed record MessageLoad(string Name, double PerSecond, double GatewayMicroseconds, double SiloMicroseconds, double OtherCores);
