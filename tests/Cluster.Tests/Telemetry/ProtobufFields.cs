namespace SignalFire.Cluster.Tests.Telemetry;

/// <summary>The fields of a protobuf message, as far as a test of OTLP needs them: those with a length.</summary>
internal static class ProtobufFields
{
    public static List<(int Number, byte[] Content)> Of(byte[] message)
    {
        var fields = new List<(int Number, byte[] Content)>();
        for (var at = 0; at < message.Length;)
        {
            var tag = ReadVarint(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    ReadVarint(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)ReadVarint(message, ref at);
                    fields.Add(((int)(tag >> 3), message[at..(at + length)]));
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException("No such wire type.");
            }
        }

        return fields;
    }

    public static IEnumerable<byte[]> All(this List<(int Number, byte[] Content)> fields, int number) => fields.Where(field => field.Number == number).Select(field => field.Content);

    public static byte[] One(this List<(int Number, byte[] Content)> fields, int number) => fields.All(number).FirstOrDefault() ?? [];

    private static ulong ReadVarint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
