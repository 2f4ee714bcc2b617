namespace TorchSharp;

/// <summary>Where tensors live, numbered as in libtorch.</summary>
public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
    MPS = 13,
}

public static partial class torch
{
    public static readonly Device CPU = new(DeviceType.CPU);

    public static Device CUDA => InitializeDevice(new Device(DeviceType.CUDA));

    public static Device device(string description) => new(description);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>The device itself, or the CPU for null.</summary>
    /// <exception cref="InvalidOperationException">This libtorch has no such device.</exception>
    public static Device InitializeDevice(Device? device)
    {
        if (device is not null) InitializeDeviceType(device.type);
        return device ?? CPU;
    }

    /// <exception cref="InvalidOperationException">This libtorch has no such devices.</exception>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
            throw new InvalidOperationException(
                $"{deviceType} is not in the system's libtorch, which computes on the CPU: build with the packages of NuGet, -p:TorchProvider=package (docs/torch.md)");
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType == DeviceType.CPU;


    public static class cuda
    {
        public static bool is_available() => false;

    }

    /// <summary>A kind of device, and which of them (-1: the current one).</summary>
    public class Device
    {
        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        /// <param name="description">Such as <c>"cpu"</c> or <c>"cuda:0"</c>.</param>
        public Device(string description)
        {
            string[] parts = description.Split(':');
            if (!Enum.TryParse(parts[0], ignoreCase: true, out DeviceType parsed)) throw new ArgumentException($"no device is called \"{description}\"", nameof(description));
            (type, index) = (parsed, parts.Length > 1 ? int.Parse(parts[1]) : -1);
        }

        public DeviceType type { get; }

        public int index { get; }

        public static implicit operator Device(string description) => new(description);

        public override string ToString() => type.ToString().ToLowerInvariant() + (index < 0 ? "" : $":{index}");
    }
}
