package io.alacran.doctor.rest;

import io.alacran.connection.DiagnosisBody;
import io.alacran.doctor.AddressDoctor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The doctor of the addresses that applications use. */
@RestController
class AddressController {

    private final AddressDoctor doctor;

    AddressController(AddressDoctor doctor) {
        this.doctor = doctor;
    }

    /** @param address such as {@code mongodb://user:password@host:27017/shop} */
    record AddressBody(@Nullable String address) {}

    /** 200 whether or not the address works, which is in the body. */
    @PostMapping("/api/v1/databases/{name}/test")
    DiagnosisBody test(@PathVariable String name, @RequestBody AddressBody body) {
        return DiagnosisBody.of(doctor.examine(name, body.address() == null ? "" : body.address(), check -> {}));
    }
}
