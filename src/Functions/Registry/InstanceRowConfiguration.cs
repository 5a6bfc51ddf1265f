using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>
/// No column that a renewal writes is indexed: on PostgreSQL a renewal then touches no index (a HOT update), and
/// nothing needs one, since a sweep reads every lease anyway.
/// </summary>
internal sealed class InstanceRowConfiguration : IEntityTypeConfiguration<InstanceRow>
{
    public void Configure(EntityTypeBuilder<InstanceRow> builder)
    {
        builder.ToTable("Instances");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(InstanceId.MaxLength);
        builder.Property(row => row.Service).HasMaxLength(ServiceName.MaxLength);
        builder.Property(row => row.Address).HasMaxLength(ServiceAddress.MaxLength);
        builder.Property(row => row.Endpoint).HasMaxLength(ServiceAddress.MaxLength + 8);
        builder.Property(row => row.Maintenance).HasMaxLength(RegistrationLimits.ReasonLength);
        builder.Property(row => row.Source).HasMaxLength(ImportBatch.SourceLength);
        builder.HasOne<ServiceRow>().WithMany().HasForeignKey(row => row.Service).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => new { row.Service, row.Id });
        builder.HasIndex(row => row.Endpoint).IsUnique();
    }
}
